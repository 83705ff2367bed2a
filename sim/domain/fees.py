"""What the patient pays [Patientavgifter] (AF-4)."""


def fee_applies(age: int, qualified: bool, fee_from_age: int, fee_free_from_age: int) -> bool:
    """Tell whether a case costs the patient a fee: a qualified contact, at an age that pays (AF-4).

    Parameters
    ----------
    age
        Whole years at arrival.
    qualified
        The case led to a qualified contact.
    fee_from_age
        Youngest age that pays.
    fee_free_from_age
        Age from which nobody pays.
    """
    return qualified and fee_from_age <= age < fee_free_from_age

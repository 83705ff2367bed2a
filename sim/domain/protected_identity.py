"""Patients and guardians with protected identity [Skyddade personuppgifter] (IN-3, IN-4)."""


def guardian_barred(by_guardian: bool, protected_identity: bool, guardian_protected_identity: bool) -> bool:
    """Tell whether a guardian cannot act because the identity of one of the two is protected (IN-3).

    Parameters
    ----------
    by_guardian
        A guardian asks, not the patient.
    protected_identity
        The patient's identity is protected.
    guardian_protected_identity
        The guardian's identity is protected.
    """
    return by_guardian and (protected_identity or guardian_protected_identity)


def moves_to_voice(protected_identity: bool, needs_identity: bool) -> bool:
    """Tell whether a contact moves to voice or video, since nothing that identifies may be asked in writing (IN-4).

    Parameters
    ----------
    protected_identity
        The patient's identity is protected.
    needs_identity
        The case needs the patient's name, contact details or place.
    """
    return protected_identity and needs_identity


def may_telephone(protected_identity: bool) -> bool:
    """Tell whether a patient who does not answer may be tried by telephone: never a protected identity (IN-4, CO-4).

    Parameters
    ----------
    protected_identity
        The patient's identity is protected: no number is shown.
    """
    return not protected_identity

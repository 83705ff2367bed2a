"""The glossary as Markdown, English and Swedish: ``python -m sim.domain.glossary > docs/glossary.md``.

One word per thing. Codes of `sim.domain.words` stand here too, and a test fails when one is missing.
"""

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One thing and its words.

    Attributes
    ----------
    word
        English, as in texts; a code as in scenario files and columns.
    swedish
        As users say it.
    means
        What it is here; empty where the words say it.
    ours
        The Swedish word is not the recommendation's but ours.
    """

    word: str
    swedish: str
    means: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Terms that belong together.

    Attributes
    ----------
    title
        Heading.
    terms
        In the order of the page.
    codes
        Name in `sim.domain.words` of what the words are codes of; empty if of nothing.
    """

    title: str
    terms: tuple[Term, ...]
    codes: str = ""


SECTIONS = (
    Section("The channel", (
        Term("case", "ärende", "One patient's request in the channel."),
        Term("reason", "sökorsak", "What the patient seeks care for."),
        Term("triage", "triagering", "What the channel asks and works out before anybody has seen the case."),
        Term("guardian", "vårdnadshavare", "Who asks for a child below 13 years."),
        Term("protected identity", "skyddade personuppgifter", "Nothing that identifies may be asked in writing."),
        Term("clinic", "vårdcentral", "A unit with people and listed patients of its own."),
        Term("branch", "filial", "A small unit that belongs to one clinic."),
        Term("unit", "vårdenhet", "A clinic or a branch."),
        Term("care provider", "vårdgivare", "The organisation that runs one or several clinics."),
        Term("head", "verksamhetschef", "Decides for a clinic and its branches."),
        Term("patient list", "patientliggare", "The waiting cases of one role at one unit; *list* for short."),
        Term("global filter", "globalt filter", "Lets staff see the lists of other units, roles and colleagues."),
        Term("permission", "behörighet", "What a person may see and handle, given by the clinic whose cases they are."),
        Term("care flow", "vårdflöde", "Which reasons and priorities go to which role."),
        Term("coordinating nurse", "koordinerande sjuksköterska", "Watches the lists and distributes: `coordinator`."),
        Term("staffed hours", "bemanningstid", "When somebody is expected to be there: weekdays 08–17."),
        Term("closure", "stängning", "A clinic that is closed as planned, such as for training."),
        Term("cover", "ersättare", "The clinic whose people handle a closed clinic's cases.", ours=True),
    )),
    Section("The conversation", (
        Term("first contact", "påbörjat", "A person has begun the case; until then it *waits*."),
        Term("turn", "tur", "One message from the staff, and the work behind it.", ours=True),
        Term("live case", "synkront ärende", "A conversation in progress that belongs to whoever began it.", ours=True),
        Term("async case", "asynkront ärende", "A conversation in which nobody expects an answer at once."),
        Term("contact attempt", "kontaktförsök", "A message, reminder or call that asks the patient to answer."),
        Term("working hours", "arbetstimmar", "Hours counted in staffed hours only."),
        Term("picture", "bild", "An async case that staff on the telephone start, for a picture."),
        Term("handover", "överlämning", "A case goes to another unit."),
        Term("acceptance", "accepterat", "The receiving unit's nurse has begun the case."),
        Term("referral", "hänvisning till annan roll", "A case goes to another role of the same unit.", ours=True),
        Term("digital visit", "digitalt besök", "A booked meeting by video, with a person."),
        Term("qualified contact", "kvalificerad kontakt", "As much as a visit would have been; the patient pays."),
        Term("care contact", "vårdkontakt", "What is registered where the contact was qualified."),
        Term("documentation", "dokumentation", "What is written into the record when a role ends a case."),
        Term("patient fee", "patientavgift"),
        Term("service telephone", "tjänstetelefon", "Tells staff of what happens in the channel."),
        Term("notice", "notis", "What the service telephone says."),
    )),
    Section("Roles (vårdroller)", (
        Term("nurse", "sjuksköterska", "Sees every new case that no other rule names."),
        Term("physiotherapist", "fysioterapeut"),
        Term("counsellor", "kurator", "Handles adults' stress, low mood and anxiety."),
        Term("physician", "läkare", "Gets what others refer."),
        Term("medical_admin", "medicinsk admin", "Handles administrative cases."),
        Term("administrator", "administratör", "Reviews; handles no cases."),
    ), codes="Role"),
    Section("Reasons (sökorsaker)", (
        Term("back", "ryggbesvär"),
        Term("knee", "knäbesvär"),
        Term("shoulder", "axelbesvär"),
        Term("leg", "benbesvär"),
        Term("stress", "stress"),
        Term("low_mood", "nedstämdhet"),
        Term("anxiety", "oro/ångest"),
        Term("administrative", "administrativt ärende"),
        Term("skin", "hud", ours=True),
        Term("respiratory", "luftvägar", ours=True),
        Term("gastrointestinal", "mage och tarm", ours=True),
        Term("urinary", "urinvägar", ours=True),
        Term("medicines", "läkemedel", ours=True),
        Term("other", "övrigt", ours=True),
    ), codes="Reason"),
    Section("Priorities (prioriteringsordning)", (
        Term("1 at once", "omgående"),
        Term("2 promptly", "skyndsamt"),
        Term("3 nearest 24 hours", "närmaste dygnet"),
        Term("4 nearest 24 hours on a weekday", "vardag närmaste dygnet"),
        Term("5 self-care advice", "egenvårdsråd"),
    )),
    Section("What intake does", (
        Term("accepted", "tas emot", "The case enters a list.", ours=True),
        Term("turned_away", "avvisas", "Nobody may handle it here; it stands in no list.", ours=True),
        Term("diverted", "hänvisas till 1177 på telefon", "The patient is told to call.", ours=True),
    ), codes="Intake"),
    Section("Why a person may see a list", (
        Term("home", "hemma", "A person's own list.", ours=True),
        Term("cover", "ersättare", "A closed clinic's list.", ours=True),
        Term("help_always", "hjälper alltid", "Another's list, beside the own one.", ours=True),
        Term("help_idle", "hjälper när det är lugnt", "Another's list, while nothing of one's own waits.", ours=True),
    ), codes="Relation"),
    Section("How a case leaves the unit", (
        Term("none", "ingen överlämning", ours=True),
        Term("same_provider", "inom samma vårdgivare"),
        Term("other_provider", "till annan vårdgivare"),
        Term("out", "ut ur modellen", "No other clinic stands in the scenario.", ours=True),
    ), codes="Handover"),
    Section("Pieces of work", (
        Term("first", "första svaret", "The first contact.", ours=True),
        Term("reply", "svar", "Answers what the patient wrote, live."),
        Term("reminder", "påminnelse", "A second attempt by SMS.", ours=True),
        Term("call", "telefonförsök", "A second attempt by telephone.", ours=True),
        Term("closing", "avslut", "Ends a case that nobody answered.", ours=True),
        Term("async_reply", "asynkront svar", "Answers what the patient wrote in an async case.", ours=True),
        Term("async_reminder", "asynkron påminnelse", "The second attempt in an async case.", ours=True),
        Term("async_closing", "asynkront avslut", "Ends an async case that nobody answered.", ours=True),
        Term("referred", "hänvisat", "The first piece of the role that it was referred to.", ours=True),
        Term("accept", "ta emot överlämning", "The receiving nurse's first piece.", ours=True),
        Term("picture", "bild", "Starts an async case for a picture."),
        Term("sender_reply", "avsändarens svar", "Answers a patient who writes before acceptance.", ours=True),
    ), codes="Piece"),
    Section("How a case ends", (
        Term("settled", "avslutat"),
        Term("closed_unanswered", "avslutat utan svar", "The patient did not answer in a live case.", ours=True),
        Term("closed_unanswered_async", "avslutat utan svar, asynkront", "The same in an async case.", ours=True),
        Term("handed_over_out", "överlämnat ut ur modellen", ours=True),
        Term("visit_unbooked", "besök utan tid", "Nobody had a free slot.", ours=True),
        Term("diverted_at_close", "hänvisat vid stängning", "Unbegun when the staffed day ended.", ours=True),
        Term("turned_away", "avvisat", ours=True),
        Term("diverted", "hänvisat till 1177 på telefon", ours=True),
    ), codes="Outcome"),
    Section("Clocks", (
        Term("elapsed", "kalendertid", "Nights and weekends included.", ours=True),
        Term("weekday", "vardagstid", "Only weekdays, all their hours.", ours=True),
        Term("working", "bemannad tid", "Only staffed hours.", ours=True),
    ), codes="Clock"),
    Section("Where a number comes from", (
        Term("document", "rekommendationen", "The recommendation says it.", ours=True),
        Term("source", "källa", "It is published elsewhere.", ours=True),
        Term("assumption", "antagande", "Nobody has published it; we assumed it.", ours=True),
        Term("scenario", "scenariot", "A scenario file sets it.", ours=True),
    ), codes="Basis"),
    Section("Results", (
        Term("scenario", "scenario", "A file that says what is simulated.", ours=True),
        Term("roster", "schema", "Who is on duty when."),
        Term("replication", "upprepning", "The period played once, with new patients.", ours=True),
        Term("seed", "slumpfrö", "A number; the same one gives the same patients.", ours=True),
        Term("within target", "inom målet", "Begun before the time of the priority had passed.", ours=True),
        Term("wait", "väntan", "From arrival to first contact.", ours=True),
        Term("interval", "intervall", "Where the true figure is taken to lie, 95 times of 100.", ours=True),
        Term("common random numbers", "samma patienter", "Every scenario meets the same patients, minutes and delays.",
             ours=True),
        Term("better", "bättre", ours=True),
        Term("worse", "sämre", ours=True),
        Term("no practical difference", "ingen skillnad av betydelse", "Smaller than the stated margin.", ours=True),
        Term("not shown", "inte visat", "The run could not tell; not the same as no difference.", ours=True),
        Term("too few", "för få ärenden", "Fewer than 30 cases.", ours=True),
        Term("crossing", "brytpunkt", "The value at which a figure meets a limit, or a difference turns.", ours=True),
        Term("isotonic regression", "monoton anpassning", "The nearest curve that never turns: neighbours that stand "
             "in the wrong order by chance are pooled before a crossing is read.", ours=True),
        Term("jackknife", "jackknife", "An interval from leaving out one replication at a time.", ours=True),
        Term("plausible world", "rimlig värld", "All assumptions at once, each somewhere in its range.", ours=True),
        Term("Latin hypercube", "latinsk hyperkub", "Worlds drawn so that each range is covered evenly.", ours=True),
    )),
)  # fmt: skip

HEAD = """\
# Glossary

One word per thing, in scenario files, columns, texts and code. The Swedish words are those of the recommendation
"1177 direkt för vårdcentral och filial" and of the dashboard; where the recommendation has none, ours stands in
*italics*. Generated from `sim/domain/glossary.py`; do not edit.
"""


def glossary() -> str:
    """Return the glossary as a page."""
    parts = [HEAD]
    for section in SECTIONS:
        parts.append(f"\n## {section.title}\n\n| word | svenska | meaning |\n|---|---|---|\n")
        for term in section.terms:
            word = f"`{term.word}`" if section.codes else term.word
            swedish = f"*{term.swedish}*" if term.ours else term.swedish
            parts.append(f"| {word} | {swedish} | {term.means} |\n")
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.buffer.write(glossary().encode())

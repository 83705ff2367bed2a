"""How a conversation goes: answers, silence, attempts, async cases, notices."""

from typing import Annotated

from pydantic import Field

from sim.domain.words import Basis
from sim.scenario.schema.base import HALF_TO_DOUBLE, Part, known
from sim.scenario.schema.distributions import Constant, Distribution, Lognormal, Mixture, MixturePart, Uniform
from sim.scenario.schema.shares import Minutes, Share, every
from sim.scenario.schema.times import Span, span

Acute = Annotated[int, Field(ge=1, le=2)]


def _reply_delay() -> Mixture:
    return Mixture(
        distribution="mixture",
        parts=[
            MixturePart(share=0.85, of=Lognormal(distribution="lognormal", median=4.0, sigma=1.0)),
            MixturePart(share=0.15, of=Lognormal(distribution="lognormal", median=90.0, sigma=0.5)),
        ],
    )


class Conversation(Part):
    """The patient's side, and the times that the staff keep to."""

    reply_delay: Distribution = known(
        _reply_delay,
        Basis.assumption,
        '"sometimes several hours" (forskning.se 2020-11-10) is all there is',
        plausible=(10.5, 42.0, HALF_TO_DOUBLE),
    )
    """Minutes until a patient answers in a live case."""
    silent: Share = known(
        0.06,
        Basis.assumption,
        "set so that with late repliers about 8 % of cases end unanswered; between 5 and 13 (12.6 %: arXiv 2304.11754)",
        plausible=(0.03, 0.12, HALF_TO_DOUBLE),
    )
    """Share of awaited answers that never come by themselves."""
    reminder_returns: Share = known(
        0.40, Basis.assumption, "no figure published", plausible=(0.2, 0.6, "assumption: half to half as many again")
    )
    """Share of silent patients whom a second attempt in writing brings back."""
    call_reached: Share = known(
        0.60, Basis.assumption, "no figure published [CO-4]", plausible=(0.4, 0.8, "assumption: a third fewer or more")
    )
    """Share of patients whom the telephone reaches."""
    answer_wait: Minutes = known(120.0, Basis.document, "two working hours [CO-2]")
    """Working minutes without answer after which a case is closed."""
    second_attempt_after: Minutes = known(
        60.0,
        Basis.assumption,
        "half the time [CO-3]",
        gt=0,
        plausible=(30.0, 90.0, "assumption: a quarter to three quarters of the time"),
    )
    """Working minutes until the reminder."""
    call_after: Annotated[dict[Acute, Minutes], every((1, 2))] = known(
        lambda: {1: 15.0, 2: 30.0},
        Basis.assumption,
        "sooner than the reminder [CO-4]",
        plausible_by_key={1: (5.0, 30.0, "assumption: a third to double"), 2: (15.0, 60.0, HALF_TO_DOUBLE)},
    )
    """Working minutes until the telephone attempt, priorities 1 and 2."""
    min_after_second_attempt: Minutes = known(
        30.0, Basis.assumption, "time to answer the reminder [CO-2]", plausible=(15.0, 60.0, HALF_TO_DOUBLE)
    )
    """Working minutes between second attempt and closing, at least."""
    async_reply_delay: Distribution = known(
        lambda: Lognormal(distribution="lognormal", median=360.0, sigma=1.0),
        Basis.assumption,
        "no figure published",
        plausible=(297.0, 1187.0, HALF_TO_DOUBLE),
    )
    """Minutes, counted in waking hours, until a patient answers in an async case."""
    waking_hours: Span = known(lambda: span("07:00-22:00"), Basis.assumption, "when people write")
    """Hours in which async answers are written."""
    async_reminder_after: float = known(
        1.5,
        Basis.assumption,
        "half the waiting days [CO-5]",
        gt=0,
        le=365,
        plausible=(1.0, 2.0, "assumption: a third less or more"),
    )
    """Staffed days until the reminder in an async case."""
    async_closing_after: float = known(
        3.0,
        Basis.assumption,
        "no figure published [CO-5]",
        gt=0,
        le=365,
        plausible=(2.0, 5.0, "assumption: two days to five"),
    )
    """Staffed days without answer after which an async case is closed."""
    max_open: int = known(
        3,
        Basis.source,
        "two to three keep quality (Open Up, 54 716 sessions)",
        ge=1,
        le=1000,
        plausible=(2, 4, "source: two to three keep quality; assumption: one more"),
    )
    """Most live cases a person owns when taking on one of priority 3-5."""
    max_open_urgent: int = known(
        6,
        Basis.source,
        "up to six or seven seen (Uppsala 1177 chat pilot)",
        ge=1,
        le=1000,
        plausible=(4, 7, "source: up to seven seen; assumption: four"),
    )
    """Most live cases a person owns when taking on one of priority 1-2."""
    notice: Distribution = known(
        lambda: Uniform(distribution="uniform", low=0.0, high=10.0),
        Basis.assumption,
        "somebody looks every ten minutes [AF-5]",
        plausible=(1.0, 15.0, "assumption: somebody looks every two to thirty minutes"),
    )
    """Minutes until an idle person notices a waiting case, without service telephone."""
    notice_with_telephone: Distribution = known(
        lambda: Constant(distribution="constant", value=1.0),
        Basis.assumption,
        "a notice on the telephone [AF-5]",
        plausible=(0.5, 3.0, "assumption: half to three times"),
    )
    """The same with service telephones."""
    visit_lead: Minutes = known(
        1440.0,
        Basis.assumption,
        "no visit sooner than a day ahead [AF-1]",
        plausible=(240.0, 2880.0, "assumption: the same day to two days ahead"),
    )
    """Minutes between booking and the earliest digital visit."""

"""What the evidence says, as numbers: which moves help in which mood, and which remedy answers which failure. Pure.

The sources are named where a number comes from; sizes are the house's own, chosen so that what a shop learns from some
dozens of uses can overrule them, and a handful cannot.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from agentdesk.contacts.model import Mood
from agentdesk.responses.model import Concept, Failure, Move, Phase

# Worst first. A contact ended happier when the mood out stands further to the right than the mood in.
MOODS_BY_COMFORT = (
    Mood.ANGRY, Mood.FRUSTRATED, Mood.DISAPPOINTED, Mood.WORRIED, Mood.CONFUSED, Mood.HURRIED, Mood.CALM, Mood.HAPPY,
)  # fmt: skip
NEGATIVE = (Mood.ANGRY, Mood.FRUSTRATED, Mood.DISAPPOINTED)
APOLOGIES = (Move.APOLOGISE_REGRET, Move.APOLOGISE_OWN_FAULT, Move.APOLOGISE_LIMITED)
WARM = (Move.GREET, Move.PARAPHRASE, Move.NAME_FEELING, Move.THANK, *APOLOGIES)

# Herhausen 2023 and Clark 2013 (angry: be heard, then act), Marinova 2018 (solving work), You 2020 (thanks over
# apology), Packard 2024 (warm ends, competent middle); by emotion.
MOVE_WEIGHTS: Mapping[Mood, Mapping[Move, float]] = {
    Mood.ANGRY: {
        Move.PARAPHRASE: 0.6, Move.ACT: 0.3, Move.CHOICE: 0.4, Move.NAME_FEELING: 0.3, Move.APOLOGISE_OWN_FAULT: 0.2,
        Move.DEADLINE: 0.1, Move.THANK: -0.3, Move.EXPLAIN: -0.2,
    },
    Mood.FRUSTRATED: {
        Move.PARAPHRASE: 0.5, Move.ACT: 0.4, Move.CHOICE: 0.3, Move.NAME_FEELING: 0.2, Move.APOLOGISE_OWN_FAULT: 0.1,
        Move.DEADLINE: 0.2, Move.THANK: -0.2,
    },
    Mood.DISAPPOINTED: {
        Move.PARAPHRASE: 0.5, Move.OFFER: 0.4, Move.CHOICE: 0.3, Move.NAME_FEELING: 0.2, Move.ACT: 0.1,
    },
    Mood.WORRIED: {Move.EXPLAIN: 0.4, Move.DEADLINE: 0.5, Move.ACT: 0.2, Move.APOLOGISE_OWN_FAULT: -0.2},
    Mood.CONFUSED: {Move.ACT: 0.3, Move.ASK_OPEN: 0.3, Move.EXPLAIN: 0.2, Move.CHOICE: -0.2},
    Mood.HURRIED: {Move.ACT: 0.6, Move.CHOICE: 0.1, Move.PARAPHRASE: -0.5, Move.THANK: -0.2, Move.EXPLAIN: -0.2},
    Mood.CALM: {Move.ACT: 0.2, Move.EXPLAIN: 0.2, Move.THANK: 0.1, Move.APOLOGISE_OWN_FAULT: -0.4},
    Mood.HAPPY: {Move.THANK: 0.5, Move.ASK_OPEN: 0.4, Move.APOLOGISE_OWN_FAULT: -0.6},
}  # fmt: skip

# Roschk & Gelbrich 2014, Orsingher 2010: a remedy of the failure's own kind repairs most.
IN_KIND: Mapping[Failure, tuple[str, ...]] = {
    Failure.MONEY: ("refund", "price-match", "amount", "percent", "rescind"),
    Failure.PRODUCT: ("exchange",),
    Failure.SERVICE: ("redo",),
    Failure.ATTENTION: ("attention",),
    Failure.NONE: (),
}
# second best, and still a remedy for that failure: a price reduction on a faulty product, a gift after the attention
ALSO_FITS: Mapping[Failure, tuple[str, ...]] = {
    Failure.MONEY: (),
    Failure.PRODUCT: ("refund", "rescind", "amount", "percent"),
    Failure.SERVICE: ("amount", "percent", "voucher", "refund", "rescind"),
    Failure.ATTENTION: ("gift", "redo", "voucher"),
    Failure.NONE: ("amount", "percent", "price-match", "voucher", "gift", "refund", "rescind", "exchange", "redo"),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a remedy answers a failure: 2 in kind, 1 second best, 0 not."""

    degree: int

    @property
    def weight(self) -> float:
        """What it adds to a line's place."""
        return (-0.8, 0.1, 0.5)[self.degree]


def remedy_fit(kind: str, failure: Failure) -> Fit:
    """Return how well a kind of remedy answers a kind of failure."""
    if kind in IN_KIND[failure]:
        return Fit(2)
    return Fit(1 if kind in ALSO_FITS[failure] else 0)


def mood_weight(concept: Concept, mood: Mood) -> float:
    """Return what the evidence adds to a line in a mood: written for it or not, and what its moves do."""
    written = 0.2 if not concept.moods else 1.0 if mood in concept.moods else -0.9
    weights = MOVE_WEIGHTS[mood]
    return written + max(-0.8, min(0.9, sum(weights.get(move, 0.0) for move in dict.fromkeys(concept.moves))))


def happier(mood_in: Mood, mood_out: Mood) -> int:
    """Return 1 where a contact ended happier, -1 where it ended worse, 0 where nothing moved."""
    change = MOODS_BY_COMFORT.index(mood_out) - MOODS_BY_COMFORT.index(mood_in)
    return (change > 0) - (change < 0)


def next_phase(said: tuple[Phase, ...]) -> Phase:
    """Return the phase to go on with after the phases already said in this contact."""
    if Phase.MIDDLE in said or Phase.CLOSE in said:
        return Phase.CLOSE
    return Phase.MIDDLE if said else Phase.OPEN

"""How much of each line the list of Say shows: an expert knows them, somebody new reads them out."""

from enum import IntEnum


class Detail(IntEnum):
    """From the least to the most."""

    FIRST_WORDS = 0  # an expert: a row each, its first words and its moves
    LINES = 1  # the whole line with its reason
    DELIVERY = 2  # somebody new: how to say it, too

    @property
    def words(self) -> str:
        """What is shown, in words."""
        return _WORDS[self]


_WORDS = {
    Detail.FIRST_WORDS: "First words and moves of each line",
    Detail.LINES: "Whole lines, each with its reason",
    Detail.DELIVERY: "Whole lines, each with its reason and how to say it",
}

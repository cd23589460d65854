"""What may be given, always on screen: in words, in any currency, within one line of 80 columns."""

import pytest
from rich.cells import cell_len

from agentdesk.authority.model import Headroom
from agentdesk.desk.style import Style
from agentdesk.desk.views.do import may_give

LOCALES = {"SEK": "sv_SE", "JPY": "ja_JP", "KWD": "en_GB", "EUR": "fi_FI"}


@pytest.mark.parametrize(
    ("currency", "amount", "limit", "says"),
    [
        ("SEK", 15000, 50000, "10 % or 150\xa0kr here · 380 of 500\xa0kr this shift · 1 gesture/90 d"),
        ("SEK", 14950, 50000, "10 % or 149,50\xa0kr here · 380 of 500\xa0kr this shift · 1 gesture/90 d"),
        ("JPY", 3000, 10000, "10 % or ￥3,000 here · 7600 of ￥10,000 this shift · 1 gesture/90 d"),
        ("KWD", 7500, 25000, "10 % or KWD7.500 here · 19 of KWD25 this shift · 1 gesture/90 d"),
    ],
)
def test_headroom_fits_one_line(currency: str, amount: int, limit: int, says: str) -> None:
    style = Style("Europe/Stockholm", LOCALES[currency], currency)
    room = Headroom(1000, amount, limit * 76 // 100, None, limit, 1, 90)
    brief = " · ".join(may_give(room, style, brief=True))
    assert brief == says
    assert cell_len(" May give: " + brief) <= 80


def test_headroom_in_the_panel_and_where_nothing_is_left() -> None:
    style = Style("Europe/Stockholm", "sv_SE", "SEK")
    assert may_give(Headroom(1000, 15000, 38000, None, 50000, 2, 90), style) == [
        "10 % or 150,00\xa0kr here", "380 of 500\xa0kr this shift", "2 gestures left in 90 days",
    ]  # fmt: skip
    assert may_give(Headroom(0, 0, 0, None, 50000, 0, 90), style)[0] == "nothing more here: ask"
    assert may_give(Headroom(None, None, None, None), style) == ["anything: no ceiling"]

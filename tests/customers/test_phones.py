"""Numbers as people write them, and how they are found again."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.customers.phones import endings, keys, read, several, typed

DATA = Path(os.environ.get("AGENTDESK_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("070-174 06 35", "SE", "+46701740635"),
        ("+46 (0)70-174 06 35", "NO", "+46701740635"),
        ("0046 70 1740635", "SE", "+46701740635"),
        ("+46 070 174 06 35", "SE", "+46701740635"),
        ("(070) 1740635 ankn. 12", "SE", "+46701740635"),
        ("91 23 45 67", "NO", "+4791234567"),
        ("011-4988260", "IT", "+390114988260"),
        ("(503) 555-7555", "US", "+15035557555"),
        ("1-503-555-7555 x99", "US", "+15035557555"),
        ("0171 555 7788", "GB", "+441715557788"),
        ("０９０－１２３４－５６７８", "JP", "+819012345678"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("080-8286-3547", "JP", "+818082863547"),
        ("(070)1813-4103", "JP", "+817018134103"),
        ("010-1-503-555-7555", "JP", "+15035557555"),  # a call abroad
        ("12", "SE", None),
        ("ring kvällstid", "SE", None),
        ("+999 123456", "SE", None),
        ("070-174 06 35", "XX", None),
    ],
)
def test_a_number_is_read_in_any_writing(text: str, region: str, e164: str | None) -> None:
    assert read(text, region).e164 == e164


def test_a_number_no_country_knows_keeps_its_digits() -> None:
    assert keys(read("88.60.15.31", "FR")) == ["1351068833"]
    assert keys(read("123456", "XX")) == ["654321"]
    assert keys(read("12", "SE")) == []


def test_second_numbers_part_and_slashes_within_one_do_not() -> None:
    assert several("070-1740635 / 08-123456") == ["070-1740635", "08-123456"]
    assert several("070-1740635 eller 08-123456; +4790123456") == ["070-1740635", "08-123456", "+4790123456"]
    assert several("030/0074321") == ["030/0074321"]
    assert several("") == []


def test_words_are_no_number() -> None:
    assert typed("Karin 2") == []
    assert typed("123") == []
    assert typed("0635") == ["5360"]


@given(st.text(alphabet="0123456789+-()/ .x#extEXT", max_size=60))
def test_reading_and_typing_never_fail(text: str) -> None:
    phone = read(text, "SE")
    assert phone.text == text
    assert all(key.isdigit() for key in keys(phone) + typed(text) + endings(text))


@given(st.integers(10**6, 10**9 - 1), st.integers(4, 9))
def test_any_four_or_more_last_digits_find_a_number(number: int, length: int) -> None:
    phone = read(f"0{number}", "SE")
    tail = str(number)[-length:]
    wanted = tail.lstrip("0")
    if len(wanted) >= 4:
        assert any(key.startswith(found) for key in keys(phone) for found in typed(tail))


COUNTRIES = {
    "Argentina": ("AR", "54"), "Austria": ("AT", "43"), "Belgium": ("BE", "32"), "Brazil": ("BR", "55"),
    "Canada": ("CA", "1"), "Denmark": ("DK", "45"), "Finland": ("FI", "358"), "France": ("FR", "33"),
    "Germany": ("DE", "49"), "Ireland": ("IE", "353"), "Italy": ("IT", "39"), "Mexico": ("MX", "52"),
    "Norway": ("NO", "47"), "Poland": ("PL", "48"), "Portugal": ("PT", "351"), "Spain": ("ES", "34"),
    "Sweden": ("SE", "46"), "Switzerland": ("CH", "41"), "UK": ("GB", "44"), "USA": ("US", "1"),
    "Venezuela": ("VE", "58"),
}  # fmt: skip


@pytest.mark.skipif(not DATA.exists(), reason="the data folder is absent")
def test_every_real_number_is_found_in_many_writings() -> None:
    with (DATA / "northwind" / "customers.csv").open(encoding="utf-8") as file:
        customers = list(csv.DictReader(file))
    assert len(customers) == 91
    for row in customers:
        region, code = COUNTRIES[row["country"]]
        index = keys(read(row["phone"], region))
        bare = "".join(sign for sign in row["phone"] if sign.isdigit())
        national = bare.removeprefix("0") if region != "IT" else bare
        writings = [
            row["phone"],
            bare,
            f"+{code} {national}",
            f"00{code}{national}",
            f"+{code} (0){national}" if region != "IT" else f"+{code}{national}",
            f"{bare[:3]}/{bare[3:]} ext 12",
            f"({bare[:2]}) {bare[2:5]}-{bare[5:]}",
            bare[-4:],
            bare[-6:],
        ]
        for writing in writings:
            assert any(key.startswith(found) for key in index for found in typed(writing)), (row["phone"], writing)

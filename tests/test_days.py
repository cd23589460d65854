"""Days are written as CLDR writes them, in every language that lines come in."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from agentdesk.days import day_text

PATTERNS = ["EEEE 'den' d MMMM", "EEEE d. MMMM", "EEEE, MMMM d, y", "d MMMM y", "EEEE d MMMM"]
JAPANESE = ["y年M月d日(EEE)", "M月d日(E)", "MMMM"]


@pytest.mark.parametrize("language", ["en", "ja", "nb", "sv"])
def test_every_day_of_a_year_is_written_as_cldr_writes_it(language: str) -> None:
    days = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]
    for pattern in JAPANESE if language == "ja" else PATTERNS:
        ours = [day_text(day, pattern, language) for day in days]
        assert ours == [format_date(day, pattern, locale=language) for day in days]

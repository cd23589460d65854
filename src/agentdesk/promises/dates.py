"""Dates as people type them: ``mån 9``, ``tomorrow 14``, ``i morgon 14:30``, ``fre``, ``来週月曜``, ``28/11``, ``2t``.

Pure: words and today in, a moment out. A bare hour is this day's, or tomorrow's where it has passed. A bare weekday is
the next one. A day without an hour, its afternoon and its evening are due when the shop closes, its morning at noon.
Spans run from now: ``om en timme``, ``half an hour``, ``30分後``. Words of all four languages are understood at once.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta

from agentdesk.errors import InvalidInput

_WEEKDAYS = (
    ("mon", "monday", "mån", "måndag", "man", "mandag", "月曜", "月曜日"),
    ("tue", "tues", "tuesday", "tis", "tisdag", "tir", "tirs", "tirsdag", "火曜", "火曜日"),
    ("wed", "wednesday", "ons", "onsdag", "水曜", "水曜日"),
    ("thu", "thur", "thurs", "thursday", "tor", "tors", "torsdag", "木曜", "木曜日"),
    ("fri", "friday", "fre", "fredag", "金曜", "金曜日"),
    ("sat", "saturday", "lör", "lördag", "lør", "lørdag", "土曜", "土曜日"),
    ("sun", "sunday", "sön", "söndag", "søn", "søndag", "日曜", "日曜日"),
)
_MONTHS = (
    ("jan", "january", "januari", "januar"), ("feb", "february", "februari", "februar"), ("mar", "march", "mars"),
    ("apr", "april"), ("may", "maj", "mai"), ("jun", "june", "juni"), ("jul", "july", "juli"),
    ("aug", "august", "augusti"), ("sep", "sept", "september"), ("oct", "okt", "october", "oktober"),
    ("nov", "november"), ("dec", "des", "december", "desember"),
)  # fmt: skip
_DAYS_AHEAD = {
    0: (
        "today", "idag", "i dag", "今日", "本日", "this afternoon", "i eftermiddag", "i ettermiddag", "tonight", "i kväll",
        "ikväll", "i kveld", "今夜", "今夕",
    ),
    1: ("tomorrow", "tmrw", "imorgon", "i morgon", "imorrn", "i morgen", "明日", "あした", "あす"),
    2: ("day after tomorrow", "övermorgon", "i övermorgon", "i overmorgen", "overmorgen", "明後日", "あさって"),
}  # fmt: skip
_NEXT_WEEK = ("next week", "nästa vecka", "neste uke", "来週")
_HOURS = dict.fromkeys(
    ("noon", "midday", "lunch", "middag", "正午", "昼", "morning", "förmiddag", "formiddag", "fm", "午前", "午前中"), 12
)
_SMALL = {"next", "nästa", "neste", "på", "on", "at", "kl", "klokka", "klockan", "den", "the", "by", "senast", "innan",
          "afternoon", "eftermiddag", "ettermiddag", "em", "午後", "夕方"}  # fmt: skip
_FROM_NOW = {"in", "om"}
_COUNTS = {
    **dict.fromkeys(("a", "an", "one", "en", "ett", "et"), "1"), **dict.fromkeys(("two", "två", "to"), "2"),
    **dict.fromkeys(("three", "tre"), "3"),
}  # fmt: skip
_PARTS = {
    **dict.fromkeys(
        ("halfanhour", "halfhour", "halvtimme", "1halvtimme", "1halvtimme", "halvtime", "1halvtime"), "30min"
    ),
    **dict.fromkeys(("kvart", "1kvart", "kvarter", "1kvarter", "quarterofanhour", "1quarterofanhour"), "15min"),
}

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})\Z")
_AMPM = re.compile(r"(\d{1,2})(?::(\d{2}))?(am|pm)\Z")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|:e|:a)\Z")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})\Z")
_SPAN = re.compile(
    r"(\d{1,3})(min|minut(?:er|ter|es?|t)?|m|t|tim|h|timm(?:e|ar)|time|timer|hours?|d|dag|dagar|dager|days?|v|vecka|veckor"
    r"|uke|uker|w|weeks?|分|時間|日|週間)(後)?\Z"
)
_KANJI_DATE = re.compile(r"(?:(\d{1,2})月)?(\d{1,2})日\Z")
_KANJI_HOUR = re.compile(r"(午前|午後)?(\d{1,2})時(?:(\d{1,2})分|半)?(?:まで)?に?\Z")


def due(text: str, now: datetime, closes: time = time(18, 0)) -> datetime:
    """Return the moment that a few words mean, in the zone of ``now`` (aware).

    Raises InvalidInput for words that are no date, and for a moment that has passed.
    """
    words = _words(text)
    span = _span(words)
    if span and (span[2] != "日" or span[3]):  # 3日 is a day of the month, 3日後 three days from now
        return _after(now, int(span[1]), span[2])
    day, at = _day_and_time(words, now, text)
    if day is None:
        if at is None:
            raise _no_date(text)
        today = _there(datetime.combine(now.date(), at, now.tzinfo), now)
        day = now.date() if today.astimezone(UTC) > now.astimezone(UTC) else now.date() + timedelta(days=1)
    moment = _there(datetime.combine(day, at or closes, now.tzinfo), now)
    if moment.astimezone(UTC) <= now.astimezone(UTC):
        raise InvalidInput(f"“{text.strip()}” has passed.", "Give a later time.", code="past")
    return moment


def _span(words: list[str]) -> re.Match[str] | None:
    rest = words[1:] if words and words[0] in _FROM_NOW else words
    said = "".join([_COUNTS.get(rest[0], rest[0]), *rest[1:]]) if rest else ""
    return _SPAN.match(_PARTS.get(said, said))


def _there(moment: datetime, now: datetime) -> datetime:
    """Return a moment as the clock will show it: of an hour that comes twice the one to come, of one left out the next."""
    if moment.astimezone(UTC) <= now.astimezone(UTC):
        moment = moment.replace(fold=1)
    return moment.astimezone(UTC).astimezone(now.tzinfo)


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).strip().lower().replace(",", " ")
    for phrases in (*_DAYS_AHEAD.values(), _NEXT_WEEK):
        for phrase in phrases:
            text = text.replace(phrase, f" {phrase.replace(' ', '_')} ") if " " in phrase else text
    text = re.sub(r"(来週|今週|明日|明後日|今日|本日|あした|あさって|[月火水木金土日]曜日?)", r" \1 ", text)
    text = re.sub(r"(\d{1,2}月\d{1,2}日|\d{1,2}日)(?=\S)", r"\1 ", text)
    text = re.sub(r"(\d) (am|pm)\b", r"\1\2", text)
    words = [_ORDINAL.sub(r"\1", word.strip(".")) for word in text.replace("の", " ").split()]
    return [word for word in words if word not in _SMALL]


def _day_and_time(words: list[str], now: datetime, text: str) -> tuple[date | None, time | None]:
    day: date | None = None
    at: time | None = None
    # the week may be named behind its day: fredag nästa vecka
    weeks = int(any(word.replace("_", " ") in _NEXT_WEEK for word in words))
    said_month: int | None = None
    pending: int | None = None  # a number that may be an hour or the day of a month
    for word in words:
        weekday = _index(_WEEKDAYS, word)
        month = _index(_MONTHS, word)
        ahead = next((days for days, names in _DAYS_AHEAD.items() if word.replace("_", " ") in names), None)
        if word.replace("_", " ") in _NEXT_WEEK:
            continue
        if ahead is not None:
            day = now.date() + timedelta(days=ahead)
        elif weekday is not None:
            day = _next(now.date(), weekday, weeks)
        elif month is not None and pending is not None:
            day, pending = _of_month(now.date(), month + 1, pending, text), None
        elif month is not None and said_month is None and day is None:
            said_month = month + 1
        elif said_month is not None and word.isdecimal():
            day, said_month = _of_month(now.date(), said_month, int(word), text), None
        elif _written(word, now, text) is not None:
            day = _written(word, now, text)
        elif _hour(word, text) is not None:
            at = _hour(word, text)
        elif word.isdecimal() and pending is None:
            pending = int(word)
        else:
            raise _no_date(text)
    if said_month is not None:
        raise _no_date(text)
    if pending is not None:
        at = _clock(pending, 0, text)
    if day is None and weeks:
        day = _next(now.date(), 0, 1)
    return day, at


def _written(word: str, now: datetime, text: str) -> date | None:
    if iso := _ISO.match(word):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]), text)
    if slash := _SLASH.match(word):
        return _of_month(now.date(), int(slash[2]), int(slash[1]), text)
    if kanji := _KANJI_DATE.match(word):
        month = now.month + (int(kanji[2]) < now.day)  # 3日, said on the 28th, is the third of next month
        return _of_month(now.date(), int(kanji[1] or (month - 1) % 12 + 1), int(kanji[2]), text)
    return None


def _hour(word: str, text: str) -> time | None:
    if word in _HOURS:
        return time(_HOURS[word])
    if clock := _CLOCK.match(word):
        return _clock(int(clock[1]), int(clock[2]), text)
    if half := _AMPM.match(word):
        return _clock(int(half[1]) % 12 + (12 if half[3] == "pm" else 0), int(half[2] or 0), text)
    if kanji := _KANJI_HOUR.match(word):
        hour = int(kanji[2]) + (12 if kanji[1] == "午後" and int(kanji[2]) < 12 else 0)
        return _clock(hour, 30 if "半" in word else int(kanji[3] or 0), text)
    return None


def _index(names: tuple[tuple[str, ...], ...], word: str) -> int | None:
    return next((at for at, known in enumerate(names) if word in known), None)


def _next(today: date, weekday: int, weeks: int) -> date:
    if weeks:  # the weekday of the week that begins next Monday
        return today + timedelta(days=7 - today.weekday() + weekday)
    ahead = (weekday - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _of_month(today: date, month: int, day: int, text: str) -> date:
    this_year = _date(today.year, month, day, text)
    return this_year if this_year >= today else _date(today.year + 1, month, day, text)


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _no_date(text) from error


def _clock(hour: int, minute: int, text: str) -> time:
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        raise _no_date(text)
    return time(hour, minute)


def _after(now: datetime, count: int, unit: str) -> datetime:
    # minutes and hours pass, whatever the clock on the wall does; days are days of the calendar
    if unit == "分" or unit.startswith("m"):
        return (now.astimezone(UTC) + timedelta(minutes=count)).astimezone(now.tzinfo)
    if unit.startswith(("t", "h", "時間")):
        return (now.astimezone(UTC) + timedelta(hours=count)).astimezone(now.tzinfo)
    days = count * (7 if unit.startswith(("v", "uk", "w", "週")) else 1)
    return _there(now + timedelta(days=days), now)


def _no_date(text: str) -> InvalidInput:
    return InvalidInput(
        f"“{text.strip()[:60]}” is not a date that I can read.",
        "Such as: mån 9 · tomorrow 14 · 28/11 16:30 · 2 h",
        code="no-date",
    )

"""Facts as words: dates, times, money, percentages, durations and names as each language writes them.

Month and weekday names, digits, currencies and percentages are CLDR's; what CLDR has no pattern for (a spoken date in
Swedish, "150 kronor", 様) is here, by the norms of each country. Everything is cached: a shop's day uses few dates.
Babel is imported where money of another country is named.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from agentdesk.days import day_text
from agentdesk.money import minor_digits, number_text
from agentdesk.responses.known import Amount, Item, Percent, Person

# a date that fits after a preposition; with its year where that is not the present one
_DATE = {
    "sv": "EEEE 'den' d MMMM",
    "nb": "EEEE d. MMMM",
    "en": "EEEE d MMMM",
    "en_US": "EEEE, MMMM d",
    "ja": "M月d日(EEE)",
}
_YEAR = {"sv": "{} y", "nb": "{} y", "en": "{} y", "en_US": "{}, y", "ja": "y年{}"}
# the same after the article "den", which Swedish and Norwegian writers put before a date without its weekday
_SHORT = {"sv": "d MMMM", "nb": "d. MMMM"}
_AT = {"sv": "{day} klockan {time}", "nb": "{day} klokken {time}", "en": "{day} at {time}", "ja": "{day}{time}"}
_TODAY = {"sv": "i dag klockan {time}", "nb": "i dag klokken {time}", "en": "{time} today", "ja": "本日{time}"}
# the shop's own currency is called by its short name; CLDR says "svenska kronor"
_HOME = {
    ("sv", "SEK"): "kronor", ("nb", "NOK"): "kroner", ("en", "SEK"): "kronor", ("en", "NOK"): "kroner",
    ("en", "DKK"): "kroner", ("en", "JPY"): "yen", ("ja", "JPY"): "円", ("sv", "EUR"): "euro",
}  # fmt: skip
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}  # English writes these with their sign
_MINUTES = {"sv": ("minut", "minuter"), "nb": ("minutt", "minutter"), "en": ("minute", "minutes"), "ja": ("分", "分")}
_HOURS = {"sv": ("timme", "timmar"), "nb": ("time", "timer"), "en": ("hour", "hours"), "ja": ("時間", "時間")}
_AND = {"sv": " och ", "nb": " og ", "en": " and ", "ja": ""}
_TIMES = {
    "sv": ("andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde"),
    "nb": ("andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende", "tiende"),
    "en": ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
}
_TWELVE_HOURS = {"US", "CA", "AU", "NZ", "PH", "IN"}  # where English says 5 pm rather than 17:00
_MONTH_FIRST = {"US", "PH"}


@lru_cache(maxsize=2048)
def date_words(day: date, lang: str, country: str = "", year: bool = False, short: bool = False) -> str:
    """Return a date as a phrase: ``måndag den 7 december``; ``short`` leaves the weekday out where a language does."""
    key = "en_US" if lang == "en" and country in _MONTH_FIRST else lang
    pattern = _SHORT.get(lang, _DATE[key]) if short else _DATE[key]
    if year:
        pattern = _YEAR[key].format(pattern)
    return day_text(day, pattern, lang)


@lru_cache(maxsize=2048)
def moment_words(moment: datetime, lang: str, country: str = "", today: date | None = None) -> str:
    """Return a moment of the shop's zone: ``måndag den 7 december klockan 17:00``, ``i dag klockan 17:00``."""
    clock = _clock(moment, lang, country)
    day = moment.date()
    if day == today:
        return _TODAY[lang].format(time=clock)
    other_year = today is not None and day.year != today.year
    return _AT[lang].format(day=date_words(day, lang, country, other_year), time=clock)


def _clock(moment: datetime, lang: str, country: str) -> str:
    if lang == "ja":
        return f"{moment.hour}時{moment.minute}分" if moment.minute else f"{moment.hour}時"
    if lang == "en" and country in _TWELVE_HOURS:
        hour = moment.hour % 12 or 12
        half = "am" if moment.hour < 12 else "pm"
        return f"{hour}:{moment.minute:02d} {half}" if moment.minute else f"{hour} {half}"
    return f"{moment.hour:02d}:{moment.minute:02d}"


@lru_cache(maxsize=2048)
def amount_words(amount: Amount, lang: str) -> str:
    """Return money as it is said: ``150 kronor``, ``1 249,50 kronor``, ``£150``, ``1,500円``; whole sums bare."""
    digits = minor_digits(amount.currency)
    value = Decimal(amount.units).scaleb(-digits)
    bare = value == value.to_integral_value()
    number = number_text(value, 0 if bare else digits, lang)
    if lang == "en" and amount.currency in _SIGNS:
        return "-" * (value < 0) + _SIGNS[amount.currency] + number.removeprefix("-")
    name = _HOME.get((lang, amount.currency)) or _foreign(amount.currency, value, lang)
    return f"{number}{name}" if lang == "ja" else f"{number}\u00a0{name}"


def _foreign(currency: str, value: Decimal, lang: str) -> str:
    from babel.numbers import get_currency_name  # 40 ms, 4 MB

    return get_currency_name(currency, count=value, locale=lang)


@lru_cache(maxsize=512)
def percent_words(percent: Percent, lang: str) -> str:
    """Return a percentage as CLDR writes it: ``10 %`` with a no-break space in Swedish, ``10%`` in English."""
    written = number_text(Decimal(percent.points).scaleb(-2), 2, lang).rstrip("0").rstrip(".,")
    return f"{written}%" if lang in ("en", "ja") else f"{written}\u00a0%"


@lru_cache(maxsize=512)
def minutes_words(minutes: int, lang: str) -> str:
    """Return a time that somebody waited: ``20 minuter``, ``1 hour and 10 minutes``, ``1時間10分``."""
    hours, rest = divmod(minutes, 60)
    space = "" if lang == "ja" else "\u00a0"
    parts = [
        f"{count}{space}{names[lang][count != 1]}" for count, names in ((hours, _HOURS), (rest, _MINUTES)) if count
    ]
    return _AND[lang].join(parts)


def times_words(times: int, lang: str) -> str | None:
    """Return which time this is: ``tredje``, ``third``, ``3度目``; None for the first, or past counting."""
    if lang == "ja":
        return f"{times}度目" if times >= 2 else None
    names = _TIMES[lang]
    return names[times - 2] if 2 <= times < len(names) + 2 else None


def person_words(person: Person | None, lang: str, style: str = "first") -> str | None:
    """Return how a line names the customer: first or full name; in Japanese 姓+様, or お客様 where no name is known."""
    if lang == "ja":
        name = (person.family or person.full) if person else ""
        return f"{name}様" if name else "お客様"
    if person is None:
        return None
    return (person.first if style == "first" else person.full) or person.full or None


def item_words(item: Item, form: str, lang: str) -> str:
    """Return a form of an item's name; the plain name where the store has no forms in this language."""
    forms = item.forms.get(lang)
    if forms is None or form in ("", "name"):
        return item.name
    return {"indefinite": forms.indefinite, "definite": forms.definite, "pronoun": forms.pronoun}.get(form, item.name)

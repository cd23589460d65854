"""Countries as files name them, in many languages, as ISO 3166 codes: where a telephone number belongs."""

from functools import lru_cache

# beyond what CLDR calls them
_ALSO = {
    "uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "usa": "US", "u s a": "US", "us": "US", "united states of america": "US", "america": "US",
    "holland": "NL", "the netherlands": "NL", "eire": "IE", "republic of ireland": "IE", "czech republic": "CZ",
    "korea": "KR", "south korea": "KR", "russia": "RU", "turkey": "TR", "uae": "AE", "rsa": "ZA",
    "アメリカ": "US", "英国": "GB", "米国": "US",
}  # fmt: skip
_LOCALES = ("en", "sv", "nb", "ja", "de", "fr", "es", "da", "fi", "it", "nl", "pt", "pl")


@lru_cache(maxsize=1000)
def region_of(country: str | None, home: str) -> str:
    """Return the ISO 3166 code of a country as it was written; ``home`` where none is said or known."""
    if not country:
        return home
    plain = " ".join(country.replace(".", " ").split()).casefold()
    if len(plain) == 2 and plain.isascii() and plain.isalpha() and plain != "uk":
        return plain.upper()
    return _ALSO.get(plain) or _names().get(plain) or home


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale  # 40 ms and a few more a language: only when a file names countries in full

    found: dict[str, str] = {}
    for locale in _LOCALES:
        for code, name in Locale(locale).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(name.casefold(), code)
    return found

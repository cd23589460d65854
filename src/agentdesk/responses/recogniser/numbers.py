"""Numbers and durations, written out or in digits, in four languages.

A number alone says little; what is counted says much: half an hour is a queue, three weeks is a late parcel, two years is a
guarantee that has run out, eighteen is an age. So each number found becomes a mark such as ``dur:minute``, ``ord``,
``money``, ``percent``, ``many`` that the classifier weighs like a word.
"""

import re

_UNITS = {
    "en": {
        "minute": "sec* min mins minute*", "hour": "hour* hr hrs h", "day": "day* night*", "week": "week* wk wks fortnight",
        "month": "month* mth*", "year": "year* yr yrs", "time": "time times x", "percent": "percent per",
        "money": "pound* quid dollar* euro* buck* p pence cent*", "people": "people person*", "points": "points pts",
        "measure": "cm mm inch* kg litre* metre* meter*", "pieces": "items pieces pcs pairs",
    },
    "sv": {
        "minute": "sek sekund* min minut* kvart*", "hour": "tim timm* timme*", "day": "dag* dygn* dar", "week": "vecka* veckor* v",
        "month": "månad* mån", "year": "år året åren års", "age": "åring*", "time": "gång* ggr", "percent": "procent*",
        "money": "kr kronor* krona* spänn lapp* tusen öre euro*", "people": "person* pers", "points": "poäng*",
        "measure": "cm mm centimeter* meter* kilo* kg liter*", "pieces": "st stycken styck* par",
    },
    "nb": {
        "minute": "sek sekund* min minutt* kvarter*", "hour": "time timer* timen t", "day": "dag* døgn*", "week": "uke* uker*",
        "month": "måned* mnd", "year": "år året åra års", "age": "åring*", "time": "gang* ganger*", "percent": "prosent*",
        "money": "kr kroner* krone* lapp* tusen øre spenn euro*", "people": "person*", "points": "poeng*",
        "measure": "cm mm centimeter* meter* kilo* kg liter*", "pieces": "stk stykk* par",
    },
}  # fmt: skip

_COUNTED = {
    "en": "zero a one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "sv": "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "nb": "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
}
_VALUES = {
    "en": "an 1 half .5 couple 2 few 3 several 4 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 "
    "hundred 100 thousand 1000 dozen 12 quarter 15 both 2",
    "sv": "ett 1 halv .5 halva .5 halvt .5 par 2 några 3 flera 4 tjugo 20 trettio 30 fyrtio 40 femtio 50 sextio 60 sjuttio 70 "
    "åttio 80 nittio 90 hundra 100 tusen 1000 kvart 15 båda 2",
    "nb": "ett 1 et 1 ei 1 én 1 halv .5 halve .5 halvt .5 par 2 noen 3 flere 4 tjue 20 tretti 30 førti 40 femti 50 seksti 60 "
    "sytti 70 åtti 80 nitti 90 hundre 100 tusen 1000 kvart 15 tyve 20 tredve 30 syv 7 begge 2",
}
_ORDINALS = {
    "en": r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|nth|umpteenth|\d+(?:nd|rd|th))$",
    "sv": r"(?:andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte|\d+:?[ae])$",
    "nb": r"(?:andre|tredje|fjerde|femte|sjette|sjuende|åttende|niende|tiende|\d+\.)$",
}
_ORDINAL = {lang: re.compile(pattern) for lang, pattern in _ORDINALS.items()}
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*$")
_PLAIN = re.compile(r"[\d.]+")
_JA = re.compile(
    r"([0-9]+(?:[.,:][0-9]+)*|[一二三四五六七八九十百千万半数何]+)\s*"
    r"(秒|分|時間|時|日間|日|晩|週間|週|ヶ月|か月|カ月|ヵ月|ケ月|月|年間|年|歳|才|代|円|割|%|パーセント|度目|回目|回|度|人|名|個|本|枚|足|台|箱|着|冊|袋|点|つ"
    r"|番|号|センチ|cm|ミリ|mm|メートル|キロ|kg|リットル|ポイント|pt)(目)?"
)
_JA_UNITS = {
    "minute": "秒 分", "hour": "時間", "clock": "時", "day": "日間 日 晩", "week": "週間 週",
    "month": "ヶ月 か月 カ月 ヵ月 ケ月", "date": "月",
    "year": "年間 年", "age": "歳 才 代", "money": "円", "percent": "割 % パーセント", "ord": "度目 回目",
    "time": "回 度", "people": "人 名",
    "place": "番 号", "measure": "センチ cm ミリ mm メートル キロ kg リットル", "points": "ポイント pt",
}  # fmt: skip
_JA_UNIT = {word: unit for unit, listed in _JA_UNITS.items() for word in listed.split()}
_KANJI = dict(
    zip("一二三四五六七八九十百千万半数何", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1000, 10000, 0.5, 4, 3), strict=True)
)
_HALVES = {"halvtimm": "hour", "halvtim": "hour", "halvår": "year", "halvannen": "hour"}


def _value_table(lang: str) -> dict[str, float]:
    pairs = _VALUES[lang].split()
    more = {word: float(value) for word, value in zip(pairs[::2], pairs[1::2], strict=True)}
    return {word: float(value) for value, word in enumerate(_COUNTED[lang].split())} | more


_VALUE = {lang: _value_table(lang) for lang in _VALUES}
_UNIT = {
    lang: {word: unit for unit, listed in table.items() for word in listed.split()} for lang, table in _UNITS.items()
}
_UNIT_STEM = {lang: [(k[:-1], v) for k, v in table.items() if k.endswith("*")] for lang, table in _UNIT.items()}


def marks(cleaned: str, tokens: list[str], lang: str) -> set[str]:
    """Return the marks of the numbers in a text, such as ``dur:week``, ``dur:week:few``, ``ord``, ``money``, ``age``."""
    return _japanese(cleaned) if lang == "ja" else _spaced(tokens, lang)


def _spaced(tokens: list[str], lang: str) -> set[str]:
    found: set[str] = set()
    values = _VALUE[lang]
    for at, token in enumerate(tokens):
        for half, unit in _HALVES.items():
            if token.startswith(half):
                found |= _mark(0.5, unit)
        if _ORDINAL[lang].match(token):
            found.add("ord")
        value = values.get(token)
        if value is None and _DIGITS.match(token):
            value = _read(token)
            found |= _bare(token, value)
        if value is None:
            continue
        for step in (1, 2, 3):  # "three (long) weeks", "half an hour", "en och en halv timme"
            if at + step >= len(tokens):
                break
            unit_found = _unit(tokens[at + step], lang)
            if unit_found:
                found |= _mark(value, unit_found)
                break
    return found


def _unit(token: str, lang: str) -> str | None:
    exact = _UNIT[lang].get(token)
    if exact:
        return exact
    for start, unit in _UNIT_STEM[lang]:
        if token.startswith(start):
            return unit
    return None


def _japanese(cleaned: str) -> set[str]:
    found: set[str] = set()
    for match in _JA.finditer(cleaned):
        number, unit, nth = match.groups()
        value = _read(number) if number[0].isdigit() else _kanji(number)
        if nth:
            found.add("ord")
        found |= _mark(value, _JA_UNIT.get(unit, "pieces"))
    for match in re.finditer(r"[0-9]+(?:[.,:][0-9]+)*", cleaned):
        found |= _bare(match.group(), _read(match.group()))
    return found


def _kanji(number: str) -> float:
    total, last = 0.0, 0.0
    for char in number:
        value = _KANJI[char]
        if value >= 10:
            total += max(last, 1.0) * value
            last = 0.0
        elif value < 1:
            total += value
        else:
            last = value
    return total + last


def _read(token: str) -> float:
    if ":" in token:
        return 0.0
    match = _PLAIN.match(token.replace(",", "."))
    digits = match.group() if match else "0"
    whole, _, rest = digits.partition(".")
    if "." in rest or len(rest) == 3:  # 1.249,50 and 12.000: points between thousands
        return float(digits.replace(".", ""))
    return float(f"{whole or 0}.{rest or 0}")


def _bare(token: str, value: float) -> set[str]:
    if ":" in token:
        return {"clock"}
    if len(token) >= 5 and token.isdigit():
        return {"id"}
    if value in {16.0, 18.0, 20.0}:
        return {"digits", "adult"}
    return {"digits", "digits:big" if value >= 100 else "digits:small"}


def _mark(value: float, unit: str) -> set[str]:
    if unit in {"minute", "hour", "day", "week", "month", "year"}:
        return {"dur", f"dur:{unit}", f"dur:{unit}:{_how_many(value)}"}
    if unit in {"money", "pieces", "people", "time"}:
        return {unit, f"{unit}:{_how_many(value)}"}
    return {unit}


def _how_many(value: float) -> str:
    if value <= 1:
        return "one"
    if value <= 2:
        return "two"
    if value <= 9:
        return "few"
    return "tens" if value < 100 else "hundreds"

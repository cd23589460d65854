"""Names as they are compared: what people type and what is stored meet in one plain form.

Case, width, accents and the difference between the kana scripts go; ``å ä ö ø æ ü`` have two plain forms, because both
are typed: the bare letter (``Ohman``, ``Sather``) and the digraph (``Oehman``, ``Saether``).
"""

import re
import unicodedata
from functools import lru_cache

# letters that Unicode does not take apart, and ß and œ, which have one plain form
_SINGLE = {
    "ß": "ss",
    "œ": "oe",
    "ð": "d",
    "đ": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
    "ŋ": "n",
    "ħ": "h",
    "ŧ": "t",
    "ĸ": "k",
}
_BARE = str.maketrans({**_SINGLE, "å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o", "ü": "u"})
_DIGRAPH = str.maketrans({**_SINGLE, "å": "aa", "ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue"})
_TWO_FORMS = re.compile("[åäæöøü]")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")  # not U+3099: か and が are different letters

# hiragana stands for both; small kana are written large in old files (シヨウジ for ショウジ)
_KANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
# old and simplified forms of the same character in names
_KANJI = str.maketrans(
    "髙﨑嵜邊邉齋齊斎澤濱廣國眞德惠榮櫻龍瀧澁嶋嶌壽條圓曾與萬禮藪桒會藏彌樋冨峯鷗檜侯靜塚",
    "高崎崎辺辺斉斉斉沢浜広国真徳恵栄桜竜滝渋島島寿条円曽与万礼薮桑会蔵弥桶富峰鴎桧候静塚",
)

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´ʹ′](?=\w)")
CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f\uac00-\ud7af"
_WORD = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+")
_CJK_ONLY = re.compile(f"[{CJK}]+\\Z")
_MC = re.compile(r"(mc|mac)(?=[a-z]{3})")

# said before a name, or after it; never what a person is looked up by when there is anything else
_TITLES = "mr mrs ms miss mx dr prof sir madam herr fru froken fröken hr frk 様 さま さん 殿 氏 先生 くん 君 ちゃん"
TITLES = frozenset(_TITLES.split())


def _lowered(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return text.translate(_KANA).translate(_SMALL).translate(_KANJI)


def _unmarked(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text)))


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """Return the plain forms of one word, the bare one first: ``Öhman`` is ``ohman`` and ``oehman``."""
    if word.isascii():
        return (word.lower(),)
    lowered = unicodedata.normalize("NFC", _lowered(word))
    bare = _unmarked(lowered.translate(_BARE))
    if not _TWO_FORMS.search(lowered):
        return (bare,)
    return (bare, _unmarked(lowered.translate(_DIGRAPH)))


def split(text: str) -> list[str]:
    """Return the words of a text as they are written, apostrophes closed up; scripts part words too."""
    if not text.isascii():
        text = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text))
    elif "'" in text or "`" in text:
        text = _APOSTROPHE.sub("", text)
    return _WORD.findall(text)


def words(text: str) -> list[str]:
    """Return the words of a text in their bare form, in order."""
    return [forms(word)[0] for word in split(text)]


def is_cjk(word: str) -> bool:
    """Say whether a word is all kanji, kana or hangul: written without spaces, searched from the middle."""
    return _CJK_ONLY.match(word) is not None


@lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[str, ...]:
    """Return what else one plain word is looked up by: ``mcdonald`` by ``donald``."""
    found = _MC.match(word)
    return (word[found.end() :],) if found else ()

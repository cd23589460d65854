"""L22: Japanese as nobody should be served: バイト敬語, 二重敬語, させていただく in a row."""

import re

from agentdesk.responses.lint.model import Found, Severity, Text, check

_SHOP_TALK = (
    (r"よろしかったでしょうか", "よろしいでしょうか"),
    (r"(円|額|\d)\s?から(お預かり|頂戴)", "〜をお預かりいたします"),
    (r"(?<!方向)の(ほう|方)(を|が|は|から|へ|に)(?!法)", "「のほう」を取る"),
    (r"と(いう)?形(に|で)(なり|させ|ござ)", "〜いたします"),
    (r"(大丈夫です|大丈夫でしょう)か", "よろしいでしょうか"),
)
_DOUBLE = (
    (r"おっしゃられ", "おっしゃる"),
    (r"ご覧になられ|御覧になられ", "ご覧になる"),
    (r"(お|ご)[^、。]{1,6}になられ", "お〜になる"),
    (r"召し上がられ|お召し上がりになられ", "召し上がる"),
    (r"お見えになられ|いらっしゃられ", "お見えになる"),
    (r"拝見させていただ|拝聴させていただ|お伺いさせていただ|ご拝", "拝見いたします"),
    (r"各位様|お客様各位様", "各位"),
)
_BECOMES = re.compile(r"になります")
_HONORIFIC_STEM = re.compile(r"お[^、。\s]{1,6}[ぁ-ん]$|ご[^、。\s]{1,4}$")  # お待ち, ご利用; not お荷物
_CHANGE = re.compile(
    r"(次第|以降|ほど|くらい|ぐらい|別|都合|必要|可能|対象|無料|有料|変更|完了|終了|明らか|お得|便利|大切|気|お?休み|お待ち)$"
)
_LET_ME = re.compile(r"させていただ|させて頂")


@check("L22", Severity.WARNING, "バイト敬語, 二重敬語, more than one させていただく")
def part_time_keigo(text: Text) -> Found:
    """Forms that Japanese customers hear as careless."""
    if text.line.lang != "ja":
        return
    for pattern, better in (*_SHOP_TALK, *_DOUBLE):
        if found := text.found(pattern):
            yield f"「{found}」", better
    for match in _BECOMES.finditer(text.plain):
        before = text.plain[: match.start()]
        if not _HONORIFIC_STEM.search(before) and not _CHANGE.search(before):
            yield f"「{before[-4:]}になります」 for what simply is", "〜でございます"
    if len(_LET_ME.findall(text.plain)) > 1:
        yield "させていただく more than once", "一度だけ。ほかは「いたします」"

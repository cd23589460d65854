"""The Log panel: the last acts of the whole shop, newest first, and what the last key did."""

from agentdesk.desk.facts import LogLine
from agentdesk.desk.style import MASK
from agentdesk.desk.writing import ALERT, FAINT, GOOD, MUTED, Line, cut, plain, spread


def log_lines(entries: tuple[LogLine, ...], width: int, height: int, *, masked: bool) -> list[Line]:
    """Return as many entries as fit."""
    lines: list[Line] = []
    for entry in entries[:height]:
        name = cut(entry.who, 9)
        what = cut(entry.what, 18)
        detail = MASK if masked else entry.detail
        lines.append(
            [
                (f" {entry.time}  ", FAINT),
                (name + " " * (10 - _cells(name)), "" if entry.mine else MUTED),
                (what + " " * (19 - _cells(what)), ""),
                (detail, MUTED),
            ]
        )
    return lines


def message_line(text: str, width: int, *, bad: bool) -> Line:
    """Return what the last key did: a tick, or red beside ``!``; what stands behind three spaces is kept whole."""
    if not text:
        return []
    said, _, then = text.partition("   ")
    mark = (" ! ", ALERT) if bad else (" ✓ ", GOOD)
    return spread([mark, (said, "")], plain(f"{then.strip()} ", MUTED), width) if then else [mark, (said, "")]


def _cells(text: str) -> int:
    from agentdesk.desk.writing import cells

    return cells(text)

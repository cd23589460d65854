"""What comes from the keyboard: bytes that are no UTF-8, as an old terminal or a scanner sends, end nothing."""

import codecs
import sys
from collections.abc import Callable
from functools import partial


def take_any_bytes() -> None:
    """Let the terminal's driver read any bytes; those that are no UTF-8 become visible signs.

    Textual decodes strictly in its input thread: one byte of Latin-1 would end the desk.
    """
    if sys.platform == "win32":
        return  # the console hands over characters, not bytes
    from textual.drivers import linux_driver

    setattr(linux_driver, "getincrementaldecoder", _forgiving)  # noqa: B010 - a name that the module imports


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")

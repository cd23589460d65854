"""Text and JSON on their way to standard output and error: nothing that a terminal would act on, in any locale."""

import json
import re
import sys

import click

from agentdesk.text import visible

# DEL and C1, line separators, bidi controls, lone surrogates: JSON may hold them escaped, a terminal must not get them raw
_HARMFUL = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(data: object) -> str:
    """Return data as one line of JSON; harmful characters are escaped, all where standard output is not Unicode."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    return _HARMFUL.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(data, ensure_ascii=not unicode))


def tell(message: str) -> None:
    """Print a message for people on standard error."""
    click.echo(visible(message, lines=True), err=True)


def any_text_passes() -> None:
    """Keep a locale that lacks a letter, or bytes that are no text, from ending the program."""
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "replace"), (sys.stderr, "replace")):
        reconfigure = getattr(stream, "reconfigure", None)  # a test's stream has none
        if reconfigure is not None:
            reconfigure(errors=errors)

"""``agentdesk suggest``: situations and lines for a few words."""

import json
import sys
from typing import Any

import click

from agentdesk.cli.printing import json_text
from agentdesk.cli.session import Session, session
from agentdesk.contacts.model import Mood
from agentdesk.customers.records import by_ref
from agentdesk.errors import InvalidInput, NotFound
from agentdesk.responses.model import LANGUAGES, Suggestion
from agentdesk.responses.suggest import language_of
from agentdesk.staff.records import by_id
from agentdesk.work.prompting import Prompter

_MOODS = [mood.value for mood in Mood]


@click.command("suggest")
@click.argument("text", required=False)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="Language of the text and the lines; the customer's, or the shop's, if left out.",
)
@click.option("--mood", type=click.Choice(_MOODS), help="The customer's mood; guessed if left out.")
@click.option("--customer", metavar="REF", help="Fill the lines with what is known of this customer.")
@click.option("--batch", is_flag=True, help='Read JSON lines {"text", "lang"?, "mood"?} from standard input.')
def suggest_command(text: str | None, lang: str | None, mood: str | None, customer: str | None, *, batch: bool) -> None:
    """Recognise what is going on, and offer lines to say."""
    here = session()
    ask = _Ask(here, customer)
    if batch:
        for number, line in enumerate(sys.stdin, 1):
            if line.strip():
                click.echo(json_text(ask.one(*_read(line, number, lang, mood))))
        return
    if text is None:
        raise InvalidInput("What did the customer say?", "agentdesk suggest TEXT, or --batch.", code="usage")
    row = ask.one(text, lang, mood)
    here.answer(row, _words(row))


def _read(line: str, number: int, lang: str | None, mood: str | None) -> tuple[str, str | None, str | None]:
    try:
        row = json.loads(line)
        text, lang, mood = row["text"], row.get("lang") or lang, row.get("mood") or mood
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(f"Line {number} is not a JSON object with a text.", 'Such as {"text": "…"}.') from error
    if not isinstance(text, str) or (lang is not None and lang not in LANGUAGES) or (mood and mood not in _MOODS):
        raise InvalidInput(f"Line {number}: text, lang or mood is not known.", f"Languages: {', '.join(LANGUAGES)}.")
    return text, lang, mood


class _Ask:
    def __init__(self, here: Session, ref: str | None) -> None:
        self._here = here
        self._customer = by_ref(here.connection, ref) if ref else None
        if ref and self._customer is None:
            raise NotFound(f"No customer has the id {ref}.", "Find them: agentdesk lookup", code="no-such-customer")
        person = by_id(here.connection, here.actor(pin_follows=True).staff)
        assert person is not None
        self._person = person
        self._prompter = Prompter.load(here.settings, here.store_path)

    def one(self, text: str, lang: str | None, mood: str | None) -> dict[str, Any]:
        usual = (self._customer.language if self._customer else None) or self._here.settings.language
        found = self._prompter.suggest(
            self._here.connection,
            self._person,
            text,
            lang or language_of(text, usual if usual in LANGUAGES else self._here.settings.language),
            Mood(mood) if mood else None,
            self._customer,
            None,
            self._here.store.clock.now(),
            spoken=lang,
        )
        return _row(found)


def _row(found: Suggestion) -> dict[str, Any]:
    return {
        "lang": found.lang,
        "mood": found.mood.value,
        "situations": [{"slug": slug, "confidence": round(share, 3)} for slug, share in found.situations],
        "lines": [
            {"id": line.id, "kind": line.kind.value, "text": line.text, "blocked": list(line.blocked), "why": line.why}
            for line in found.lines
        ],
    }


def _words(row: dict[str, Any]) -> list[str]:
    if not row["situations"]:
        return ["No situation fits."]
    heads = "  ".join(f"{each['slug']} {each['confidence']:.0%}" for each in row["situations"][:3])
    lines = [f"{heads}  mood {row['mood']}  {row['lang']}"]
    for number, line in enumerate(row["lines"], 1):
        needs = f" (needs {', '.join(line['blocked'])})" if line["blocked"] else ""
        lines.append(f"{number} {'SMS ' if line['kind'] == 'send' else ''}{line['text']}{needs}")
    return lines

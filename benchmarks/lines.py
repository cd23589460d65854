"""Lines: loading the library against parsing its files, and ranking with filling at each keystroke."""

import json
import random
import time
import tomllib
import zlib

from agentdesk.contacts.model import Mood
from agentdesk.responses.known import Facts, Locale
from agentdesk.responses.learning import Learned, Statistics, Tally
from agentdesk.responses.library import COMPILED, HERE, Library, load
from agentdesk.responses.lint.model import SAMPLE
from agentdesk.responses.model import LANGUAGES
from agentdesk.responses.ranking import Talk
from agentdesk.responses.suggest import lines_for
from benchmarks.rows import Row, median, milliseconds, percentile

KEYSTROKE = 2.0  # milliseconds of the five that recognising, ranking and filling have together
LOADING = 50.0


def run(quick: bool) -> list[Row]:
    """Return the rows for loading and for each language's keystroke."""
    return [_loading(5 if quick else 30), *(_keystrokes(lang, 300 if quick else 3000) for lang in LANGUAGES)]


def _loading(times: int) -> Row:
    compiled = zlib.decompress((HERE / COMPILED).read_bytes())
    written = [path.read_text(encoding="utf-8") for path in sorted((HERE / "data").glob("*.toml"))]
    written += [path.read_text(encoding="utf-8") for path in sorted((HERE / "data/lines").glob("*.toml"))]
    ours = median(milliseconds(load, times))
    peer = median(milliseconds(lambda: [tomllib.loads(text) for text in written], max(3, times // 10)))
    floor = median(milliseconds(lambda: json.loads(compiled), times))
    what = f"load all four languages ({floor:.1f} ms of it reading JSON)"
    return Row("lines", what, ours, "tomllib on the same", peer, "ms", f"under {LOADING:.0f} ms", ours < LOADING)


def _keystrokes(lang: str, times: int) -> Row:
    library = load()
    learned = _learned(library)
    chance = random.Random(1)
    slugs = list(library.situations)
    takes: list[float] = []
    for number in range(times):
        first, second = chance.sample(slugs, 2)
        talk = Talk(((first, 0.8), (second, 0.6)), chance.choice(list(Mood)), seed=f"C-{number}")
        facts = SAMPLE if number % 2 else Facts(agent="Aino", shop="Kök")
        start = time.thread_time()  # processor time: other programs' turns are not the desk's
        lines_for(talk, library, Locale(lang), facts, learned)
        takes.append((time.thread_time() - start) * 1000)
    p95 = percentile(takes, 0.95)
    what = f"rank and fill five, {lang}, 95th percentile (median {median(takes):.2f})"
    return Row("lines", what, p95, unit="ms", target=f"under {KEYSTROKE:.0f} ms", met=p95 < KEYSTROKE)


def _learned(library: Library) -> Learned:
    chance = random.Random(2)
    cells = {
        (concept.id, slug, mood): Tally(chance.random() * 20, chance.randrange(20), 1, 3, 3, 2)
        for concept in library.concepts.values()
        for slug in concept.situations
        for mood in Mood
        if chance.random() < 0.5
    }
    return Learned(Statistics(cells), library.concepts, library.sensitivity)

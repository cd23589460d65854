"""The scripted call that the demo plays where there is no terminal."""

from datetime import UTC, datetime
from pathlib import Path

from agentdesk.log.checkpoints import short_head
from agentdesk.sample.call import play
from agentdesk.sample.shop import ME, SHOP, open_sample
from agentdesk.shift import handover_records
from agentdesk.shift import records as shifts


def test_the_scripted_call_ends_as_a_shift_does(tmp_path: Path) -> None:
    store = open_sample(tmp_path, datetime(2026, 11, 28, 13, 5, tzinfo=UTC))
    try:
        answer, lines = play(store, SHOP)
        assert shifts.open_of(store.read(), ME) is None
        assert handover_records.waiting(store.read()), "what is open was handed over"
        assert f"Head of the chain: {short_head(store.read())}." in lines
        assert answer["head"]
        assert not any("[" in line for line in lines), "no names of fields, no lists"
    finally:
        store.close()

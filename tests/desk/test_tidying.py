"""Garbage is looked for while nobody types, and the process is left as it was."""

import asyncio
import gc

from tests.desk.conftest import At

from agentdesk.desk.tidying import Collector


async def test_python_does_not_look_for_garbage_in_the_middle_of_a_key_and_does_again_afterwards(
    at_the_desk: At,
) -> None:
    usual = gc.get_threshold()
    async with at_the_desk() as hands:
        while not gc.get_freeze_count():  # what is loaded is left out, once it is
            await asyncio.sleep(0.02)
        looked: list[int] = []
        gc.callbacks.append(lambda phase, _: looked.append(1) if phase == "start" else None)
        try:
            await hands.type("karin")
            assert "Karin Öhman" in hands.sees()
            assert looked == []
        finally:
            gc.callbacks.pop()
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0


def test_garbage_is_found_once_there_is_some() -> None:
    collector = Collector()
    try:
        gc.collect()
        for _ in range(3000):
            ring: list[object] = []
            ring.append(ring)
        assert gc.get_count()[0] > 2000
        collector.collect()
        assert gc.get_count()[0] < 2000
    finally:
        collector.give_over()

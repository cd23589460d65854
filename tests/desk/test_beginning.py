"""Beginning a coroutine at once: what needs no waiting is done in the same turn, the rest goes on elsewhere."""

import asyncio

import pytest

from agentdesk.desk.beginning import begin


async def test_what_waits_for_nothing_is_done_at_once() -> None:
    done = []

    async def doing() -> None:
        done.append("all of it")

    assert begin(doing()) is None
    assert done == ["all of it"]


async def test_what_waits_goes_on_where_it_is_awaited() -> None:
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    done = []

    async def doing() -> None:
        done.append("begun")
        done.append(await answer)
        await asyncio.sleep(0)
        done.append("ended")

    rest = begin(doing())
    assert rest is not None
    assert done == ["begun"]
    answer.set_result("answered")
    await rest
    assert done == ["begun", "answered", "ended"]


async def test_what_goes_wrong_at_once_is_raised_at_once() -> None:
    async def doing() -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        begin(doing())


async def test_what_it_waits_for_may_go_wrong() -> None:
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    met = []

    async def doing() -> None:
        try:
            await answer
        except ValueError as error:
            met.append(error)

    rest = begin(doing())
    assert rest is not None
    answer.set_exception(ValueError("wrong"))
    await rest
    assert len(met) == 1


async def test_the_rest_can_be_cancelled() -> None:
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    met = []

    async def doing() -> None:
        try:
            await answer
        except asyncio.CancelledError:
            met.append("cancelled")
            raise

    rest = begin(doing())
    assert rest is not None
    task = asyncio.ensure_future(rest)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert met == ["cancelled"]
    assert answer.cancelled()

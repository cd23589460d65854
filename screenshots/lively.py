"""Two weeks of the sample shop at work, for pictures of the supervisor's view: the program's own acts, the clock set back."""

import contextlib
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from agentdesk.authority import actions as authority
from agentdesk.authority.model import Kind
from agentdesk.clock import SetClock, stamp
from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel, Mood
from agentdesk.errors import DeskError
from agentdesk.holds import actions as holds
from agentdesk.holds.dates import Hours
from agentdesk.promises import actions as promises
from agentdesk.promises.model import Kind as Owed
from agentdesk.sample.shop import ME, SHOP, open_sample
from agentdesk.sample.story import MIRA, PER
from agentdesk.shift import handover_records as handover
from agentdesk.store import Actor, Store
from agentdesk.work.attend import on_shift
from agentdesk.work.closing import close_shift
from agentdesk.work.handover import hand_back, take

AINO, PER_AT, OFFICE = Actor(ME, "phone 2"), Actor(PER, "phone 1"), Actor(MIRA, "office")
_SITUATIONS = ("backorder-late", "damaged", "product-advice", "delivery-question", "wrong-item", "return", "praise")
_CAME = (Mood.CALM, Mood.WORRIED, Mood.FRUSTRATED, Mood.ANGRY, Mood.DISAPPOINTED, Mood.HURRIED)
_LEFT = (Mood.CALM, Mood.HAPPY, Mood.HAPPY, Mood.WORRIED)


def open_lively(folder: Path, now: datetime) -> Store:
    """Open the sample shop after two weeks of work, in the middle of a call and with a request that waits."""
    store = open_sample(folder, now)
    clock = store.clock
    assert isinstance(clock, SetClock)
    close_shift(store, AINO, SHOP)
    chance = Random(14)
    for back in range(13, 0, -1):
        day = now - timedelta(days=back)
        if day.isoweekday() == 7:
            continue
        for number in range(chance.randint(3, 8)):
            clock.moment = day.replace(hour=7) + timedelta(minutes=chance.randint(5, 30) + 65 * number)
            _call(store, clock, chance, AINO if number % 2 else PER_AT)
        if back == 7:
            _shelf(store, clock, day, 0)
        clock.moment = day.replace(hour=16)
        for actor in (AINO, PER_AT):
            with on_shift(store, actor):
                pass
            close_shift(store, actor, SHOP)
    _handover(store, clock, now)
    _shelf(store, clock, now - timedelta(hours=4), 2)
    _today(store, clock, now)
    return store


def _handover(store: Store, clock: SetClock, now: datetime) -> None:
    """Take over most of what the last shifts left, hand one back."""
    clock.moment = now.replace(hour=7, minute=5)
    with on_shift(store, OFFICE) as act:
        for item in handover.waiting(act.connection)[:-2]:
            take(act, item.id)
        left = handover.waiting(act.connection)[0]
        hand_back(act, left.id, "only Per knows the case")


def _shelf(store: Store, clock: SetClock, moment: datetime, first: int) -> None:
    """Set units aside for two people who took their label home."""
    hours = Hours.of(SHOP)
    for number in (first, first + 1):
        clock.moment = moment + timedelta(minutes=number)
        with on_shift(store, AINO) as act:
            holds.place(act, 20 + number, 1, hours, customer=30 + number)


def _call(store: Store, clock: SetClock, chance: Random, actor: Actor) -> None:
    with on_shift(store, actor) as act:
        talk = contacts.open_contact(act, chance.randint(2, 200), chance.choice((Channel.PHONE, Channel.COUNTER)), "sv")
        talk = contacts.describe(act, talk, situation=chance.choice(_SITUATIONS), mood_in=chance.choice(_CAME))
    clock.advance(minutes=chance.randint(2, 14))
    with on_shift(store, actor) as act:
        if chance.random() < 0.4:
            wanted = authority.request(
                Kind.AMOUNT, chance.choice(("late", "damaged", "goodwill", "wrong-item")),
                value=chance.choice((2000, 4000, 5000, 9500)), points=None, base=64900,
            )  # fmt: skip
            with contextlib.suppress(DeskError):
                authority.give(act, wanted, talk.customer, talk.id)
        if chance.random() < 0.5:
            due = act.now + timedelta(hours=chance.choice((2, 26)))
            owed = promises.make(
                act, Owed.CALL_BACK, customer=talk.customer, contact=talk.id, what="call back with the date",
                due_at=stamp(due),
            )  # fmt: skip
            if chance.random() < 0.9:
                promises.keep(act, owed.id)
        contacts.finish(act, contacts.existing(act, talk.id), chance.choice(_LEFT), "sorted")


def _today(store: Store, clock: SetClock, now: datetime) -> None:
    clock.moment = now - timedelta(minutes=50)
    with on_shift(store, OFFICE):
        pass
    with on_shift(store, PER_AT) as act:
        talk = contacts.open_contact(act, 42, Channel.COUNTER, "nb")
        contacts.describe(act, talk, situation="wrong-item", mood_in=Mood.FRUSTRATED)
    with on_shift(store, AINO) as act:
        promises.make(
            act, Owed.FIND_OUT, customer=17, contact=None, what="whether the lid fits the old pot",
            due_at=stamp(now + timedelta(hours=2)),
        )  # fmt: skip
    clock.moment = now - timedelta(minutes=4)
    with on_shift(store, AINO) as act:
        talk = contacts.open_contact(act, 1, Channel.PHONE, "sv")
        contacts.describe(act, talk, situation="backorder-late", mood_in=Mood.ANGRY)
        wanted = authority.request(Kind.VOUCHER, "late", value=60000, points=None, base=None)
        authority.ask(act, wanted, 1, talk.id)
    clock.moment = now

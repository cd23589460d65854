"""The card: adding, changing, two that are one, and forgetting."""

import pytest
from tests.customers.conftest import AINO, Known, Lookup, names

from agentdesk.customers import actions, records
from agentdesk.customers.actions import Details, change, erase, merge
from agentdesk.customers.lookup.finder import Finder
from agentdesk.errors import DeskError, InvalidInput, Refused
from agentdesk.log.reading import last
from agentdesk.promises.actions import make
from agentdesk.promises.model import Kind
from agentdesk.store import Store


@pytest.mark.parametrize(
    ("details", "says"),
    [
        (Details(name=""), "name"),
        (Details(name="   "), "name"),
        (Details(name="Bo", email="bo at home"), "e-mail"),
        (Details(name="Bo", email="@"), "e-mail"),
        (Details(name="Bo\u202e"), "cannot be shown"),
        (Details(name="Bo", phones=("070\x1b[2J",)), "cannot be shown"),
        (Details(name="x" * 121), "121"),
        (Details(name="Bo", language="fluent"), "language"),
        (Details(name="Bo", ref="K1"), "another customer's"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_next_step(
    staffed: Store, known: Known, details: Details, says: str
) -> None:
    known("Karin Öhman", ref="K1")
    with pytest.raises(InvalidInput) as caught, staffed.act(AINO) as act:
        actions.add(act, details, "SE")
    assert says in caught.value.what
    assert caught.value.next


def test_a_name_of_markup_is_a_name(known: Known, lookup: Lookup) -> None:
    assert known("[/] Bo").name == "[/] Bo"
    assert names(lookup("[/] bo")) == ["[/] Bo"]


def test_numbers_in_one_cell_part_and_languages_are_recognised(known: Known) -> None:
    karin = known("Karin", phones=("070-1740635 / 08-123456", "-"), language="Svenska")
    assert [phone.e164 for phone in karin.phones] == ["+46701740635", "+468123456"]
    assert karin.language == "sv"


def test_what_is_changed_is_found_and_what_was_is_not(staffed: Store, known: Known, lookup: Lookup) -> None:
    karin = known("Karin Öhman", phones=("070-1740635",), email="karin@example.se", city="Umeå")
    with staffed.act(AINO) as act:
        assert change(act, karin, Details(name="Karin Berg", phones=("08-123456",), email="", city="Luleå"), "SE")
    assert names(lookup("berg luleå")) == ["Karin Berg"]
    for gone in ("öhman", "1740635", "karin@example.se", "karin umeå"):
        assert names(lookup(gone)) != ["Karin Berg"] or lookup(gone).hits[0].band > 1
    with staffed.act(AINO) as act:
        assert not change(act, karin, Details(name="Karin Berg"), "SE")


def test_every_change_is_logged_with_erasable_words(staffed: Store, known: Known) -> None:
    karin = known("Karin Öhman")
    with staffed.act(AINO) as act:
        change(act, karin, Details(city="Umeå", tags=("vip",)), "SE")
    entry = last(staffed.read(), 1)[0]
    assert (entry.kind, entry.customer) == ("customer.changed", karin.id)
    assert entry.record["data"] == {"fields": ["city", "tags"]}
    assert "Umeå" not in str(entry.record)
    assert entry.texts == {"city after": "Umeå", "tags after": "vip"}


def test_two_become_one_with_everything_they_own(staffed: Store, known: Known, lookup: Lookup) -> None:
    first = known("Karin Öhman", ref="K1", phones=("070-1740635",), email="karin@example.se", notes="Works nights")
    second = known(
        "K. Öhman", ref="K2", phones=("08-123456", "+46701740635"), email="k@example.se", loyalty="731", tags=("vip",),
        notes="Allergic to wool",
    )  # fmt: skip
    with staffed.act(AINO) as act:
        promise = make(act, Kind.CALL_BACK, customer=second.id, contact=None, what="call", due_at=None)
        act.execute("INSERT INTO orders (ref, customer) VALUES ('48211', ?)", (second.id,))
    with staffed.act(AINO) as act:
        one = merge(act, first.id, second.id)
    assert (one.id, one.name, one.loyalty, one.tags, one.aliases) == (first.id, "Karin Öhman", "731", ("vip",), ("K2",))
    assert one.notes == "Works nights\nAllergic to wool"
    assert [phone.text for phone in one.phones] == ["070-1740635", "08-123456"]
    assert one.emails == ("karin@example.se", "k@example.se")
    connection = staffed.read()
    assert connection.execute("SELECT customer FROM promises WHERE id = ?", (promise.id,)).fetchone()[0] == one.id
    assert connection.execute("SELECT customer FROM orders").fetchone()[0] == one.id
    for known_as in ("K2", "k@example.se", "08123456", "731"):
        assert [hit.id for hit in lookup(known_as).hits] == [one.id], known_as
    assert records.by_id(connection, second.id) == records.by_ref(connection, "K2") == one


def test_merging_twice_or_with_oneself_or_the_erased_is_refused(staffed: Store, known: Known) -> None:
    first, second, third = known("A A"), known("B B"), known("C C")
    with staffed.act(AINO) as act:
        merge(act, first.id, second.id)
        merge(act, third.id, second.id)  # second is first by now
    connection = staffed.read()
    assert {records.survivor(connection, each.id) for each in (first, second, third)} == {third.id}
    for one, other in ((first.id, second.id), (third.id, third.id), (999, third.id)):
        with pytest.raises(DeskError), staffed.act(AINO) as act:
            merge(act, one, other)
    with staffed.act(AINO) as act:
        erase(act, third.id)
    fourth = known("D D")
    with pytest.raises(Refused), staffed.act(AINO) as act:
        merge(act, fourth.id, third.id)


def test_the_erased_leave_ids_alone(staffed: Store, known: Known, lookup: Lookup) -> None:
    karin = known("Karin Öhman", ref="K1", phones=("070-1740635",), email="karin@example.se", tags=("vip",))
    with staffed.act(AINO) as act:
        erase(act, karin.id)
        erase(act, karin.id)
    for typed in ("karin", "öhman", "0635", "karin@example.se", "K1", "öhmann"):
        assert lookup(typed).nothing
    gone = records.by_id(staffed.read(), karin.id)
    assert gone is not None
    assert (gone.name, gone.ref, gone.phones, gone.tags, gone.erased) == ("", None, (), (), True)
    assert staffed.read().execute("SELECT count(*) FROM lookup_postings").fetchone()[0] == 0
    assert staffed.read().execute("SELECT count(*) FROM lookup_words").fetchone()[0] == 0
    with pytest.raises(Refused), staffed.act(AINO) as act:
        change(act, gone, Details(name="Karin"), "SE")


def test_another_desks_customer_is_found_at_once(staffed: Store, known: Known) -> None:
    from agentdesk.store import open_store

    finder = Finder("Europe/Stockholm")
    other = open_store(staffed.path, staffed.clock)
    assert finder.look_up(other.read(), "öhman", staffed.clock.now()).nothing
    known("Karin Öhman")
    assert names(finder.look_up(other.read(), "öhman", staffed.clock.now())) == ["Karin Öhman"]
    other.close()

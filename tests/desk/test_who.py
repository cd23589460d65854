"""Who, drawn: days of other years are not taken for this one's."""

from agentdesk.catalog.model import Order, OrderLine
from agentdesk.contacts.model import Channel, Contact
from agentdesk.customers.model import Customer
from agentdesk.desk.facts import Card
from agentdesk.desk.style import Style
from agentdesk.desk.views.who import who

OPEN = Contact(1, 1, 1, 1, Channel.PHONE, "open", "2026-11-28T13:05:00.000Z")
STYLE = Style("Europe/Stockholm", "sv_SE", "SEK")


def _shown(order: Order, *before: Contact) -> str:
    card = Card(Customer(1, "K-1", "Maria Anders"), (order,), contacts=tuple((each, "Aino") for each in before))
    lines = who(card, OPEN, STYLE, 48, tight=False)
    return "\n".join("".join(text for text, _ in line) for line in lines)


def test_days_of_another_year_say_so() -> None:
    line = OrderLine("7", "Kettle", 1, 84900)
    was = Contact(2, 1, 1, 1, Channel.PHONE, "finished", "2025-12-28T13:05:00.000Z", mood_in="calm")
    shown = _shown(Order(1, "11011", "1998-04-09", None, None, "1998-05-07", (line,)), was)
    assert "Order 11011 · 9 Apr 1998" in shown
    assert "promised 7 May 1998" in shown
    assert "28 Dec 2025 phone" in shown
    assert "Owed" not in shown
    assert "Order 11011 · 9 Apr\n" in _shown(Order(1, "11011", "2026-04-09", None, None, None, (line,)))

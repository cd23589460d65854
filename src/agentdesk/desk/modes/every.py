"""Every mode of the box, made when it is first wanted: together their imports cost a third of Textual's."""

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agentdesk.desk.modes.absent import Absent
    from agentdesk.desk.modes.actions import Actions
    from agentdesk.desk.modes.calls import Calls
    from agentdesk.desk.modes.card import Card
    from agentdesk.desk.modes.closing import Closing
    from agentdesk.desk.modes.copied import Copied
    from agentdesk.desk.modes.delivery import Delivery
    from agentdesk.desk.modes.edit import Edit
    from agentdesk.desk.modes.export import Export
    from agentdesk.desk.modes.find import Find
    from agentdesk.desk.modes.finish import Finish
    from agentdesk.desk.modes.handover import Handover
    from agentdesk.desk.modes.hold import Hold
    from agentdesk.desk.modes.item import Item
    from agentdesk.desk.modes.merge import Merge
    from agentdesk.desk.modes.new import New
    from agentdesk.desk.modes.note import Note
    from agentdesk.desk.modes.owed import Owed
    from agentdesk.desk.modes.pin import Pin
    from agentdesk.desk.modes.promise import Promise
    from agentdesk.desk.modes.remedy import Remedy
    from agentdesk.desk.modes.say import Say
    from agentdesk.desk.modes.shelf import Shelf
    from agentdesk.desk.screen import DeskScreen

_REST = "actions card copied export finish hold new pin promise remedy"
_LISTED = "absent calls closing delivery edit handover merge note owed shelf"  # chosen from the list of actions


def prepare_first() -> None:
    """Import what the first picture with facts, and the first key's answer, need: 120 ms, off the UI thread."""
    from agentdesk.desk import reading  # noqa: F401 - loaded, not used
    from agentdesk.desk.modes import find, item, say  # noqa: F401 - loaded, not used
    from agentdesk.desk.views import do, who  # noqa: F401 - loaded, not used


def prepare_rest() -> None:
    """Import the modes that have keys while the agent reads: no key is to wait for a file."""
    _prepare(_REST)
    from agentdesk.work import attend, undo  # noqa: F401 - loaded, not used


def prepare_listed() -> None:
    """Import the modes that are chosen from the list of actions, while it is read: most calls need none of them."""
    _prepare(_LISTED)


def _prepare(modes: str) -> None:
    for mode in modes.split():
        import_module(f"agentdesk.desk.modes.{mode}")


class Modes:
    """The modes of the screen that this is a part of."""

    @property
    def _desk(self) -> "DeskScreen":
        from agentdesk.desk.screen import DeskScreen

        assert isinstance(self, DeskScreen)
        return self

    @cached_property
    def find(self) -> "Find":
        """Find a customer, a parked contact, a product."""
        from agentdesk.desk.modes.find import Find

        return Find(self._desk)

    @cached_property
    def say(self) -> "Say":
        """The next sentence."""
        from agentdesk.desk.modes.say import Say

        return Say(self._desk)

    @cached_property
    def hold(self) -> "Hold":
        """Set aside, or queue."""
        from agentdesk.desk.modes.hold import Hold

        return Hold(self._desk)

    @cached_property
    def remedy(self) -> "Remedy":
        """What is given."""
        from agentdesk.desk.modes.remedy import Remedy

        return Remedy(self._desk)

    @cached_property
    def pin(self) -> "Pin":
        """A yes at the counter."""
        from agentdesk.desk.modes.pin import Pin

        return Pin(self._desk)

    @cached_property
    def promise(self) -> "Promise":
        """A call-back."""
        from agentdesk.desk.modes.promise import Promise

        return Promise(self._desk)

    @cached_property
    def finish(self) -> "Finish":
        """The end of the contact."""
        from agentdesk.desk.modes.finish import Finish

        return Finish(self._desk)

    @cached_property
    def new(self) -> "New":
        """Somebody new."""
        from agentdesk.desk.modes.new import New

        return New(self._desk)

    @cached_property
    def full_card(self) -> "Card":
        """Everything of one customer."""
        from agentdesk.desk.modes.card import Card

        return Card(self._desk)

    @cached_property
    def edit(self) -> "Edit":
        """An edit of the card."""
        from agentdesk.desk.modes.edit import Edit

        return Edit(self._desk)

    @cached_property
    def merge(self) -> "Merge":
        """Two that are one."""
        from agentdesk.desk.modes.merge import Merge

        return Merge(self._desk)

    @cached_property
    def note(self) -> "Note":
        """A note on the contact."""
        from agentdesk.desk.modes.note import Note

        return Note(self._desk)

    @cached_property
    def item(self) -> "Item":
        """A scanned product."""
        from agentdesk.desk.modes.item import Item

        return Item(self._desk)

    @cached_property
    def actions(self) -> "Actions":
        """Every action."""
        from agentdesk.desk.modes.actions import Actions

        return Actions(self._desk)

    @cached_property
    def delivery(self) -> "Delivery":
        """Delivery morning."""
        from agentdesk.desk.modes.delivery import Delivery

        return Delivery(self._desk)

    @cached_property
    def calls(self) -> "Calls":
        """The call list."""
        from agentdesk.desk.modes.calls import Calls

        return Calls(self._desk)

    @cached_property
    def shelf(self) -> "Shelf":
        """What is set aside."""
        from agentdesk.desk.modes.shelf import Shelf

        return Shelf(self._desk)

    @cached_property
    def owed(self) -> "Owed":
        """What is promised."""
        from agentdesk.desk.modes.owed import Owed

        return Owed(self._desk)

    @cached_property
    def handover(self) -> "Handover":
        """What closed shifts left."""
        from agentdesk.desk.modes.handover import Handover

        return Handover(self._desk)

    @cached_property
    def export(self) -> "Export":
        """This shift's log as a file."""
        from agentdesk.desk.modes.export import Export

        return Export(self._desk)

    @cached_property
    def closing(self) -> "Closing":
        """The end of the shift."""
        from agentdesk.desk.modes.closing import Closing

        return Closing(self._desk)

    @cached_property
    def whole_text(self) -> "Copied":
        """What was copied last."""
        from agentdesk.desk.modes.copied import Copied

        return Copied(self._desk)

    @cached_property
    def absent(self) -> "Absent":
        """The end of somebody else's shift."""
        from agentdesk.desk.modes.absent import Absent

        return Absent(self._desk)

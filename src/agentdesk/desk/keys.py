"""Every action of the desk, once: its keys, its words, and what help, footer and the list of actions say about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One action. ``keys`` as Textual names them; ``label`` for the footer (empty: not there); ``action`` on the screen."""

    action: str
    keys: tuple[str, ...]
    title: str
    label: str = ""
    needs_contact: bool = False


COMMANDS = (
    Command("help", ("f1", "ctrl+g"), "Help on what the box does now", "Help"),
    Command("find", ("f2", "ctrl+f"), "Find a customer; the open contact stays", "Find"),
    Command("say", ("f3", "ctrl+t"), "Say: the next sentence", "Say"),
    Command("hold", ("f4", "ctrl+o"), "Set an item aside, or queue for it", "Hold", needs_contact=True),
    Command("remedy", ("f5", "ctrl+r"), "Give a remedy", "Remedy", needs_contact=True),
    Command("promise", ("f6", "ctrl+n"), "Promise a call-back", "Promise", needs_contact=True),
    Command("mood", ("f7", "ctrl+y"), "Next mood, likeliest first", "Mood", needs_contact=True),
    Command("hide", ("f8", "ctrl+backslash"), "Hide or show personal data", "Hide"),
    Command("park", ("f9", "ctrl+s"), "Park this customer, take the next", "Park", needs_contact=True),
    Command("finish", ("f12", "ctrl+x"), "Finish the contact", "Finish", needs_contact=True),
    Command("language", ("ctrl+l",), "Language of the lines", needs_contact=True),
    Command("detail", ("ctrl+b",), "More or less of each line"),
    Command("undo", ("ctrl+z",), "Undo the last act; clears a text first"),
    Command("panels", ("tab",), "Into the panels and back"),
    Command("actions", ("ctrl+p",), "All actions", "All keys"),
    Command("delivery", (), "Receive a delivery: who gets what came"),
    Command("calls", (), "Call list: tell customers that their units are here"),
    Command("shelf", (), "Hand out what is set aside; cancel or keep a hold longer"),
    Command("owed", (), "What is owed: keep or move promises"),
    Command("new", (), "New customer"),
    Command("edit", (), "Edit the customer's card", needs_contact=True),
    Command("merge", (), "Merge the customer with another card of theirs", needs_contact=True),
    Command("channel", (), "At the counter, or on the phone", needs_contact=True),
    Command("note", (), "Note on this contact", needs_contact=True),
    Command("copied", (), "Show the copied text whole, to mark with the mouse"),
    Command("handover", (), "What was handed over: take it, or hand it back"),
    Command("export", ("f10",), "Export this shift's log to a file"),
    Command("close_shift", (), "Close the shift"),
    Command("close_other", (), "Close somebody else's shift (PIN)"),
    Command("quit", ("ctrl+q",), "Leave the desk (press twice)"),
)

BY_KEY = {key: command for command in COMMANDS for key in command.keys}


def shown(key: str) -> str:
    """Return a key as people write it: ``F4``, ``ctrl+\\``."""
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key.replace("backslash", "\\")

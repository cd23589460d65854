"""What must hold of a line once this customer's facts are in it: E blocks it, W marks it. Pure; each keystroke."""

import re
from dataclasses import replace
from datetime import date, datetime

from agentdesk.responses.filling import FREE_KINDS, remedy_value, within_authority
from agentdesk.responses.known import Facts
from agentdesk.responses.model import Concept, FilledLine, Mark
from agentdesk.responses.slots import SLOTS

_LEFT_OVER = re.compile(r"\{[^{}]*\}|\[\[|\]\]")


def checked(line: FilledLine, concept: Concept, facts: Facts) -> FilledLine:
    """Return the line with what was found on it."""
    marks = [*_left_over(line, facts), *_above_authority(line, concept, facts), *_past(line, facts)]
    marks += _name_twice(line, facts)
    if not marks:
        return line
    warned = next((mark.what for mark in marks if mark.severity == "W"), "")
    return replace(line, marks=tuple(marks), why=f"! {warned} · {line.why}" if warned else line.why)


def _left_over(line: FilledLine, facts: Facts) -> list[Mark]:
    # a fact may hold braces of its own (an order called {7}); only what no fact brought is left over
    brought = {str(value) for value in (facts.order, facts.last_contact, facts.hold) if value}
    found = [m.group() for m in _LEFT_OVER.finditer(line.text) if not any(m.group() in value for value in brought)]
    return [Mark("L1", "E", f"{found[0]} is not filled")] if found and not line.blocked else []


def _above_authority(line: FilledLine, concept: Concept, facts: Facts) -> list[Mark]:
    remedy = concept.remedy
    if line.blocked or remedy is None or remedy.kind in FREE_KINDS:
        return []
    if remedy.approver:
        if facts.approver and facts.approver in line.text:
            return []
        return [Mark("L2", "E", "does not say who must agree")]
    if within_authority(remedy.kind, remedy_value(concept, facts), facts):
        return []
    if remedy.kind not in facts.headroom:
        return [Mark("L2", "E", f"you may not give a {remedy.kind} alone: ask for approval")]
    return [Mark("L2", "E", "offers more than you may give alone")]


def _past(line: FilledLine, facts: Facts) -> list[Mark]:
    if facts.today is None or line.blocked:
        return []
    marks = []
    due = line.promise.due if line.promise else None
    if due is not None and _day(due) < facts.today:
        marks.append(Mark("L3", "E", "promises a day that has passed"))
    for slot, rule in (("honest_date", "L4"), ("eta", "L4")):
        when = getattr(facts, slot)
        if when is not None and when < facts.today and slot in line.facts:
            marks.append(Mark(rule, "E", f"{SLOTS[slot].words} has passed"))
    return marks


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _name_twice(line: FilledLine, facts: Facts) -> list[Mark]:
    name = facts.customer.first or facts.customer.family or facts.customer.full if facts.customer else ""
    if len(name) > 1 and line.text.count(name) > 1:
        return [Mark("L18", "W", "says the customer's name more than once")]
    return []

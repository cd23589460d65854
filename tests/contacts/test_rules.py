"""How customers come to a desk."""

import pytest

from agentdesk.contacts.model import Channel
from agentdesk.contacts.rules import usual_channel


@pytest.mark.parametrize("desk", ["counter 1", "Kassa 2", "kundedisken", "レジ3", "Till 4"])
def test_a_desk_that_is_called_a_counter_has_its_customers_in_front(desk: str) -> None:
    assert usual_channel(desk) is Channel.COUNTER


@pytest.mark.parametrize("desk", ["phone 2", "Växel", "pts/3", "tty1", "desk", "office", "電話1"])
def test_any_other_is_rung_up(desk: str) -> None:
    assert usual_channel(desk) is Channel.PHONE

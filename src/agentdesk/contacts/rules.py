"""What a contact's facts conclude, without looking anything up."""

import re

from agentdesk.contacts.model import Channel

_AT_A_COUNTER = re.compile(
    r"counter|kassa|kasse|disk|till|checkout|butik|shop|store|レジ|カウンター|店頭|売場", re.IGNORECASE
)


def usual_channel(desk: str) -> Channel:
    """Return how customers come to a desk of that name: to ``counter 1`` in person, to any other by telephone.

    ``desk`` alone, or a terminal's name, says nothing: whoever is looked up by name or number there is on the telephone.
    """
    return Channel.COUNTER if desk != "desk" and _AT_A_COUNTER.search(desk) else Channel.PHONE

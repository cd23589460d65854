"""Whether products are found by what they are called: a letter that a disk has turned in a name is a word nobody keeps."""

from itertools import groupby

from agentdesk.catalog.naming import entries
from agentdesk.catalog.records import names_and_words
from agentdesk.store import Connection


def misnamed(connection: Connection, most: int = 20) -> list[str]:
    """Return the SKUs of products whose name is not what they are found by; at most so many. Reads every product."""
    found: list[str] = []
    for (sku, name), words in groupby(names_and_words(connection), key=lambda row: (row[0], row[1])):
        if {row[2]: bool(row[3]) for row in words if row[2] is not None} != entries(name) and len(found) < most:
            found.append(sku)
    return found

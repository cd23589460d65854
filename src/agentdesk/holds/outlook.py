"""What is planned to come of a product, read from the store for the rules on dates."""

from datetime import date

from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog.model import Lateness
from agentdesk.holds.dates import Hours, Outlook
from agentdesk.store import Connection


def outlook(connection: Connection, product: int, hours: Hours, today: date) -> Outlook:
    """Return what is planned to come of a product, and how its suppliers keep their days."""
    incoming = deliveries.incoming(connection, product)
    usual: dict[str, Lateness] = {}
    for supplier in {each.supplier for each in incoming}:
        habit = deliveries.usual_lateness(connection, supplier, hours.zone)
        if habit is not None:
            usual[supplier] = habit
    return Outlook(tuple(incoming), usual, hours, today)

"""Other systems' tables: their lines, their columns, their cells. Nothing here knows what the rows mean."""

from agentdesk.tables.model import BadRow, BadTable, Ready, Rejected, Row, short
from agentdesk.tables.reading import Table

__all__ = ["BadRow", "BadTable", "Ready", "Rejected", "Row", "Table", "short"]

"""Other systems' tables: their lines, their columns, their cells. Nothing here knows what the rows mean."""

from agentdesk.tables.reading import BadRow, BadTable, Ready, Rejected, Row, Table, short

__all__ = ["BadRow", "BadTable", "Ready", "Rejected", "Row", "Table", "short"]

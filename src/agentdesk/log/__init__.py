"""The log: the append-only, chained record of every act."""

from agentdesk.log.entries import append, append_many

__all__ = ["append", "append_many"]

"""The log: the append-only, chained record of every act."""

from agentdesk.log.entries import append

__all__ = ["append"]

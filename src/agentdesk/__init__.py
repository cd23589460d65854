"""agentdesk: one terminal screen for the people who face customers."""

__version__ = "0.1.0"

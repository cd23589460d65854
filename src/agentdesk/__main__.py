"""Run with ``python -m agentdesk``."""

from agentdesk.cli.__main__ import main

main()

"""The agents' Textual app: one screen, one box and its modes, the panels."""

"""The supervisor's Textual app, which reads and never writes."""

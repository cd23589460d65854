"""The modes of the one box."""

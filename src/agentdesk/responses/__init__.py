"""Suggested responses: the situation recognised, the next lines to say."""

"""Contacts: one conversation with one customer or walk-in."""

"""Customers: lookup from whatever is known, card, import."""

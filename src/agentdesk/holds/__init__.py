"""Holds: units promised to a customer, from waiting to collected."""

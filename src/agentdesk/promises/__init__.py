"""Promises: anything dated that somebody owes a customer."""

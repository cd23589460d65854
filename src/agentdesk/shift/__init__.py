"""Shifts: who worked when, handover and report."""

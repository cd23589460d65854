"""Importing other systems' files: row by row, in short acts; bad rows are reported, the rest lands."""

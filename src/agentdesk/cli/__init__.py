"""The command line: click commands, one small module per noun; no rules in here."""

"""What each view of the supervisor's app looks like: facts in, lines out; personal data masked until asked for."""

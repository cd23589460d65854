"""The supervisor's view of a shift, which cannot write."""

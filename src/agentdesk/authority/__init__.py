"""Authority: what a role may give alone, and the way to a yes for more."""

"""Finding anybody by anything typed into one box: an index of its own in the store, and what it takes to rank."""

"""Acts that touch several capabilities, each inside one transaction."""

"""The lint rules as named checks: on the library, on a shop's files, and on the filled line at the desk."""

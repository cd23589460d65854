"""What the panels show: pure functions from facts and a size to lines."""

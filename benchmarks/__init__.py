"""Measurements as ratios in one run against named peers: ``python -m benchmarks``."""

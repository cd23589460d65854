"""The demo shop: a believable store written for the product."""

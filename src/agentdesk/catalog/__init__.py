"""The catalog: products, stock, deliveries expected, orders."""

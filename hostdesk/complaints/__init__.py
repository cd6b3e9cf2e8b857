"""Disputed items of the provider's invoices, and what accounting decided about them."""

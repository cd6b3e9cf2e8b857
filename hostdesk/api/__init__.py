"""JSON for the provider's other programs."""

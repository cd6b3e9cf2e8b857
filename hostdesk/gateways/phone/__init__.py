"""Calls: what exchanges tell of them, and the ticket that each of them is."""

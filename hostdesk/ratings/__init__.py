"""The one question after solving, and what customers answer."""

"""Counted at the door = counted inside."""

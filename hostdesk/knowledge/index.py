"""Making versions findable (the tables of the search)."""

from hostdesk.knowledge.models import Version


def add(version: Version, language: str) -> None:
    """In the transaction that publishes it."""

"""Searching articles: stems of both languages, umlauts either way, typos, parts of compounds."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from hostdesk.core.articles import Audience


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, the best first."""

    article_id: int
    kind: str  # "article" or "question"
    title: str
    slug: str
    excerpt: SafeString  # safe HTML with <mark>
    section: str  # its name


def search(words: str, language: str, audience: Audience, limit: int = 10) -> list[Hit]:
    """What fits the words best."""
    return []


def suggest(words: str, language: str, audience: Audience, limit: int = 5) -> list[Hit]:
    """The same for text that is still being typed, a subject for instance: some of the words will do."""
    return []

"""Articles and questions, what was said about them, and what became of them."""

from hostdesk.knowledge.models.article import Article, Kind, Reach, Section
from hostdesk.knowledge.models.counts import Feedback, How, ReadCount, SearchCount, SearchMiss, Trace
from hostdesk.knowledge.models.index import Gram, Posting, Word
from hostdesk.knowledge.models.text import FormerSlug, Image, Showing, State, Text, Unsaved, Version

__all__ = [
    "Article", "Feedback", "FormerSlug", "Gram", "How", "Image", "Kind", "Posting", "Reach", "ReadCount",
    "SearchCount", "SearchMiss", "Section", "Showing", "State", "Text", "Trace", "Unsaved", "Version",
    "Word",
]  # fmt: skip

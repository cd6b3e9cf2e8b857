"""What people do with articles."""

from hostdesk.knowledge.actions.articles import add_language, change_article, create_article, order_articles
from hostdesk.knowledge.actions.beginning import NoSuch, authors_of, why_not_publish
from hostdesk.knowledge.actions.drafts import Stale, drop_unsaved, keep_unsaved, restore_version, save_draft
from hostdesk.knowledge.actions.from_reply import make_from_reply
from hostdesk.knowledge.actions.pictures import PICTURE_TOO_LARGE, add_image
from hostdesk.knowledge.actions.publishing import publish, withdraw
from hostdesk.knowledge.actions.review import approve, ask_review, send_back
from hostdesk.knowledge.actions.sections import order_sections, save_section

__all__ = [
    "PICTURE_TOO_LARGE", "NoSuch", "Stale", "add_image", "add_language", "approve", "ask_review",
    "authors_of", "change_article", "create_article", "drop_unsaved", "keep_unsaved", "make_from_reply",
    "order_articles", "order_sections", "publish", "restore_version", "save_draft", "save_section",
    "send_back", "why_not_publish", "withdraw",
]  # fmt: skip

"""Nordlicht's knowledge base: what was published, and what colleagues are just writing."""

from datetime import datetime, timedelta
from pathlib import Path

from hostdesk.accounts.models import Staff
from hostdesk.demo.cast import STAFF
from hostdesk.knowledge import actions, feedback, loading
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.models import ReadCount, SearchCount, SearchMiss, Text

_FOLDER = Path(__file__).parent / "knowledge"
_AGO = timedelta(days=41)
_MISSES = (
    ("catch-all postfach", "de", 14), ("php 8.4 umstellen", "de", 9), ("nameserver extern", "de", 6),
    ("kalender freigeben", "de", 5), ("sso", "en", 3), ("git deploy", "en", 2),
)  # fmt: skip


def publish(now: datetime) -> None:
    """Load the folder as it was published weeks ago; add readers, and a draft that waits for a review."""
    people = {one.email.partition("@")[0]: one.email for one in STAFF}
    ada = Staff.objects.get(email=people["ada"])
    loading.load_folder(_FOLDER, ada, at=now - _AGO)
    _revise(ada, now - timedelta(hours=3))
    _read(now)


def _revise(ada: Staff, at: datetime) -> None:
    """Ada has found a better sentence; somebody else reads it first."""
    text = Text.objects.filter(language="de", article__kind="article").order_by("article__position").first()
    if text is None:
        return
    old = text.newest
    body = f"{old.body}\n\n> **Hinweis:** Nach dem Umzug der Mailserver gelten dieselben Namen weiter.\n"
    content = Content(old.title, old.summary, old.keywords, body)
    actions.save_draft(text, content, ada, number=old.number, note="Hinweis zum Umzug", at=at)
    actions.ask_review(text, ada, "Stimmt der Satz zum Umzug so?", at=at)


def _read(now: datetime) -> None:
    texts = list(Text.objects.select_related("article").order_by("article__position", "pk"))
    today = now.date()
    ReadCount.objects.bulk_create(
        ReadCount(article=text.article, language=text.language, day=today - timedelta(days=back),
                  count=1 + (place * 7 + back * 3) % (23 if text.language == "de" else 6))
        for place, text in enumerate(texts)
        for back in range(14)
    )  # fmt: skip
    SearchCount.objects.bulk_create(
        SearchCount(language=language, day=today - timedelta(days=back), count=40 - back, missed=2 + back % 3)
        for language in ("de", "en")
        for back in range(1, 14)
    )
    SearchMiss.objects.bulk_create(
        SearchMiss(words=words, language=language, day=today - timedelta(days=1), count=count)
        for words, language, count in _MISSES
    )
    for text in texts[:3]:
        feedback.helpful(text.article_id, text.language, is_helpful=True)
    for text in texts[3:4]:
        feedback.helpful(
            text.article_id, text.language, is_helpful=False, reason="incomplete",
            comment="Bei mir heißt der Menüpunkt anders, ich habe die neue Version.",
        )  # fmt: skip

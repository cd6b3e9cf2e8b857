"""Was this helpful? Asked below every article; who answers is not kept."""

from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.failures import PermanentFailure
from hostdesk.core.states import NotAllowed
from hostdesk.knowledge.models import Article, Feedback
from hostdesk.knowledge.models.text import LANGUAGES
from hostdesk.lib import storable

REASONS = {
    "unclear": gettext_lazy("I did not understand it"),
    "incomplete": gettext_lazy("Something is missing"),
    "wrong": gettext_lazy("It is wrong or out of date"),
    "other": gettext_lazy("I was looking for something else"),
}
LONGEST = 1000  # characters of a comment
NO_SUCH = gettext_noop("There is no such article.")


def helpful(
    article_id: int, language: str, is_helpful: bool, reason: str = "", comment: str = ""
) -> Feedback:
    """Keep an answer; unknown reasons are left out. PermanentFailure if there is no such article."""
    if language not in dict(LANGUAGES) or not Article.objects.filter(pk=article_id).exists():
        raise PermanentFailure(NO_SUCH)
    return Feedback.objects.create(
        article_id=article_id,
        language=language,
        is_helpful=is_helpful,
        reason=reason if reason in REASONS else "",
        comment=storable.text(comment).strip()[:LONGEST],
        at=timezone.now(),
    )


def done(feedback: Feedback, by: Staff) -> None:
    """Somebody has looked at it."""
    if not by.may_change:
        raise NotAllowed("Auditors read everything and change nothing.")
    feedback.is_done = True
    feedback.save(update_fields=["is_done"])

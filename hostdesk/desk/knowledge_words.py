"""States, audiences and languages of articles in words."""

from django.utils.translation import gettext_lazy

from hostdesk.core.articles import Audience, TextState

STATES = {
    TextState.DRAFT: gettext_lazy("Draft"),
    TextState.REVIEW: gettext_lazy("Waits for review"),
    TextState.APPROVED: gettext_lazy("Approved"),
    TextState.PUBLISHED: gettext_lazy("Published"),
    TextState.WITHDRAWN: gettext_lazy("Withdrawn"),
}
AUDIENCES = {
    Audience.PUBLIC: gettext_lazy("Everybody"),
    Audience.CUSTOMERS: gettext_lazy("Signed-in customers"),
    Audience.STAFF: gettext_lazy("Staff only"),
}
KINDS = {"article": gettext_lazy("Article"), "question": gettext_lazy("Frequent question")}
SECTION_KINDS = {"article": gettext_lazy("Articles"), "question": gettext_lazy("Frequent questions")}
LANGUAGES = {"de": "Deutsch", "en": "English"}

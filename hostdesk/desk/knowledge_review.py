"""Reading what a colleague wrote: as readers will see it, and what is new in it."""

from django.http import HttpRequest, HttpResponse

from hostdesk.desk.gate import readers, staff
from hostdesk.desk.knowledge_facts import facts, shown
from hostdesk.desk.knowledge_gate import text_at
from hostdesk.desk.knowledge_versions import compared
from hostdesk.desk.pages import page


@readers
def review(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The newest version beside what readers see now."""
    text = text_at(key, language)
    about, newest = facts(text, staff(request)), text.newest
    current = about["current"]
    return page(
        request,
        "desk/article_review.html",
        slug="articles",
        tab="review",
        text=text,
        newest=newest,
        shown=shown(newest.body, text.language),
        parts=compared(current.version, newest) if current else [],
        **about,
    )

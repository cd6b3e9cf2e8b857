"""What every page of a text shows: its state, what readers see, and what this person may do."""

from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.accounts import rights
from hostdesk.accounts.models import Staff
from hostdesk.core.articles import Audience, TextState
from hostdesk.desk import when
from hostdesk.desk.knowledge_words import AUDIENCES, KINDS, LANGUAGES, STATES
from hostdesk.knowledge import actions, addresses, markup, showings
from hostdesk.knowledge.models import Section, Text
from hostdesk.knowledge.placeholders import Words


def facts(text: Text, by: Staff) -> dict[str, Any]:
    """What stands above every page of a text: state, what readers see, what this person may do."""
    now, article = timezone.now(), text.article
    last = showings.last_of(text)
    current = showings.on_show(now).filter(text=text).select_related("version").first()
    state = TextState(text.state)
    others = dict(Text.objects.filter(article=article).values_list("language", "slug"))
    due = article.outdated_after
    return {
        "article": article,
        "heading": text.newest.title,
        "section_name": article.section.name(get_language() or "en"),
        "state": STATES[state],
        "state_name": state.value,
        "current": current,
        "address": addresses.article(text.language, text.slug) if current else "",
        "planned": last if last and last.starts_at > now else None,
        "planned_at": when.moment(last.starts_at, now) if last else "",
        "may_write": by.may_change,
        "may_lead": rights.leads(by),
        "why_not_publish": _(actions.why_not_publish(text, by)) if by.may_change else "",
        "may_ask": state in (TextState.DRAFT, TextState.WITHDRAWN),
        "is_in_review": state in (TextState.REVIEW, TextState.APPROVED),
        "is_new_to_readers": current is None or current.version.number != text.last_number,
        "languages": [(code, name, code in others) for code, name in LANGUAGES.items()],
        "is_outdated": due is not None and due < timezone.localdate(),
        "sections": [(one.slug, one.name(get_language() or "en")) for one in Section.objects.all()],
        "audiences": [(str(int(one)), name) for one, name in AUDIENCES.items()],
        "kinds": list(KINDS.items()),
    }


def shown(body: str, language: str) -> SafeString:
    """A body as a page, with links to all that is on show."""
    filled = Words(language).fill(body)
    found = showings.for_audience(timezone.now(), language, Audience.STAFF)
    found = found.filter(text__article__key__in=markup.keys(filled))
    slugs = dict(found.values_list("text__article__key", "text__slug"))
    html = markup.page(
        filled, lambda key: addresses.article(language, slugs[key]) if key in slugs else None
    ).html
    return mark_safe(html)  # noqa: S308 - the sanitiser's own output

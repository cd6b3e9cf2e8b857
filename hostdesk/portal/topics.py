"""Groups of questions and articles as they are shown, each with the way to those who can answer (M1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from hostdesk.accounts.models import Department
from hostdesk.knowledge.first_lines import Beginning
from hostdesk.knowledge.reading import Line, SectionView
from hostdesk.lib import rows
from hostdesk.portal import reachable

# Sections that mostly are about what another department knows, beside those called like it.
_ABOUT = {
    "contract": "accounting",
    "invoices": "accounting",
    "payment": "accounting",
    "offers": "sales",
    "products": "sales",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """One group; `more` is how many lines are not among those shown."""

    is_questions: bool
    name: str
    intro: str
    icon: str
    url: str
    lines: tuple[Line, ...]
    more: int
    asked: str  # the department's name
    ask: str  # the address of the form for it


def topics(beginnings: Sequence[Beginning], language: str) -> list[Topic]:
    """The first lines of every section."""
    known = rows.each(Department) if beginnings else []
    return [_topic(one.section, language, known, one.count - len(one.section.lines)) for one in beginnings]


def whole(section: SectionView, language: str, article_id: int = 0) -> Topic:
    """One section with all its lines; whoever asks says that `article_id` did not help."""
    return _topic(section, language, rows.each(Department), 0, article_id)


def address(section: SectionView) -> str:
    """Where a section stands."""
    return reverse(
        "portal:questions" if section.kind == "questions" else "portal:section", args=[section.slug]
    )


def _topic(
    section: SectionView, language: str, known: Sequence[Department], more: int, article_id: int = 0
) -> Topic:
    department = _asked(section.slug, known)
    return Topic(
        section.kind == "questions",
        section.name,
        section.intro,
        section.icon,
        address(section),
        section.lines,
        more,
        department.name(language),
        reachable.ask(department.slug, article_id),
    )


def _asked(slug: str, known: Sequence[Department]) -> Department:
    """The department that a section is called like or about; for all others the default one."""
    named = (one for one in known if _ABOUT.get(slug, slug) in (one.slug, one.local_part))
    return next(named, next((one for one in known if one.is_default), known[0]))

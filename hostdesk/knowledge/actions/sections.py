"""The groups of questions and articles; leads arrange them."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import record
from hostdesk.knowledge.actions.beginning import editing, moment, only_leads
from hostdesk.knowledge.markup import slug_of
from hostdesk.knowledge.models import Kind, Section

_FIELDS = ("name_de", "name_en", "intro_de", "intro_en", "icon")
NAMES = gettext_noop("A section needs a name in both languages.")
TAKEN = gettext_noop("There is a section of that name already.")


def save_section(slug: str, values: dict[str, str], by: Staff, *, at: datetime | None = None) -> Section:
    """Add one (with an empty `slug`, which is made from its German name) or change its names."""
    only_leads(by)
    kept = {
        name: " ".join(values.get(name, "").split())[: 300 if "intro" in name else 80] for name in _FIELDS
    }
    kept["icon"] = re.sub(r"[^a-z-]", "", kept["icon"])[:40]
    if not kept["name_de"] or not kept["name_en"]:
        raise NotAllowed(NAMES)
    with editing(by):
        section = Section.objects.get(slug=slug) if slug else _new(kept["name_de"], values.get("kind", ""))
        for name, value in kept.items():
            setattr(section, name, value)
        section.save()
        record("section.saved", about=f"section:{section.slug}", by=f"staff:{by.pk}", at=moment(at), **kept)
        return section


def order_sections(slugs: Sequence[str], by: Staff, *, at: datetime | None = None) -> None:
    """All sections in this order; those not named stay behind."""
    only_leads(by)
    with editing(by):
        place = {slug: number for number, slug in enumerate(slugs)}
        sections = sorted(
            Section.objects.all(), key=lambda one: (place.get(one.slug, len(slugs)), one.position)
        )
        for position, section in enumerate(sections):
            if section.position != position:
                section.position = position
                section.save(update_fields=["position"])
        order = [one.slug for one in sections]
        record("section.moved", about="sections", by=f"staff:{by.pk}", at=moment(at), order=order)


def _new(name: str, kind: str) -> Section:
    slug = slug_of(name, 50)
    if not slug or Section.objects.filter(slug=slug).exists():
        raise NotAllowed(TAKEN)
    chosen = kind if kind in Kind.values else Kind.ARTICLE
    return Section(slug=slug, kind=chosen, position=Section.objects.count())

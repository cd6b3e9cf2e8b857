"""One look at the contact form: who looks, what is typed so far, and what the page shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hostdesk.customers.models import Contact
from hostdesk.portal import contact_answers, form_files, form_guard, form_topics
from hostdesk.portal.contact_form import ContactForm
from hostdesk.portal.form_token import Token
from hostdesk.portal.form_topics import Group, Topic
from hostdesk.portal.price_words import in_short
from hostdesk.portal.reachable import ways
from hostdesk.tickets.letters import moment
from hostdesk.tickets.standing import promise

_READ = 20  # articles that a form may name as read
_NUMBER = 20  # characters of the request that this one corrects


@dataclass(slots=True)
class Visit:
    """One request: who, where, what about; `said` is what was typed so far."""

    request: HttpRequest
    is_embedded: bool
    now: datetime
    language: str
    contact: Contact | None
    groups: list[Group]
    topic: Topic | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    @property
    def about(self) -> Topic:
        """What it is about; a form whose topic is gone meanwhile is about anything."""
        return self.topic or form_topics.TOPICS[0]

    @property
    def contact_id(self) -> int | None:
        """Who is signed in."""
        return self.contact.pk if self.contact else None

    @property
    def read(self) -> list[int]:
        """Articles that were read before, from the address or the form: `3` or `3,17`."""
        named = self.said.get("read", "").split(",")[:_READ]
        return [int(one) for one in named if one.isdecimal() and one.isascii() and len(one) < 10]

    @property
    def earlier(self) -> str:
        """The number of the request that this one corrects."""
        return self.said.get("earlier", "")[:_NUMBER]


def topics(visit: Visit) -> HttpResponse:
    """What is it about?"""
    others = [] if visit.is_embedded else ways(visit.now, visit.contact, visit.language)
    return page(
        visit,
        "portal/contact.html",
        department=visit.said.get("department", ""),
        read=visit.read,
        ways=[way for way in others if way.icon != "form"],
    )


def form(
    visit: Visit, filled: ContactForm, token: Token, *, status: int = 200, looks: bool = False
) -> HttpResponse:
    """The form as it stands; with `looks`, the answers to what is typed so far."""
    words = f"{visit.said.get('subject', '')} {visit.said.get('text', '')[:500]}" if looks else ""
    return page(
        visit,
        "portal/contact_form.html",
        status=status,
        form=filled,
        token=token.text,
        kept=form_files.listed(token.nonce),
        trap=form_guard.TRAP,
        read=visit.read,
        earlier=visit.earlier,
        looked=looks,
        hits=contact_answers.found(words, visit.language, visit.contact),
        limits={"count": form_files.MOST, "bytes": form_files.LARGEST, "mb": form_files.LARGEST // 1_000_000},
        **_promised(visit),
    )


def page(visit: Visit, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Any page of the form, on our site or in a frame."""
    context |= {
        "base": "portal/contact_frame.html" if visit.is_embedded else "portal/site.html",
        "is_embedded": visit.is_embedded,
        "heading": str(visit.topic.name) if visit.topic else _("What is it about?"),
        "groups": visit.groups,
        "topic": visit.topic,
        "here": visit.request.path,
        "contact": visit.contact,
        "notices": visit.notices,
    }
    response = render(visit.request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def as_typed(visit: Visit) -> ContactForm:
    """Without complaints about what lacks."""
    return ContactForm(initial=dict(visit.said), topic=visit.about, contact=visit.contact)


def _promised(visit: Visit) -> dict[str, str]:
    """By when a person answers, and what work at this hour would cost (M14, M16)."""
    due, _calendar = promise(visit.contact.customer if visit.contact else None, visit.now)
    is_support = visit.about.department == "support"
    return {
        "due": moment(due, visit.language),
        "price": in_short(visit.now, visit.language) if is_support else "",
    }

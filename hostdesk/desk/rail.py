"""The rail at the left: the views with their counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hostdesk.accounts import rights
from hostdesk.accounts.models import Role, Staff
from hostdesk.core.states import State
from hostdesk.desk import complaint_card, draft_rows, needs, services_view, waiting
from hostdesk.knowledge import reports
from hostdesk.tickets import access, counting
from hostdesk.ui.icons import icon

NAMES = {
    "mine": gettext_lazy("My tickets"),
    "unassigned": gettext_lazy("Unassigned"),
    "all": gettext_lazy("All open"),
    "due-soon": gettext_lazy("Due soon"),
    waiting.SLUG: gettext_lazy("Waiting for consent"),
    services_view.SLUG: gettext_lazy("Services and calls"),
    "delivery-trouble": gettext_lazy("Delivery trouble"),
    "quarantine": gettext_lazy("Unreadable messages"),
    "pending": gettext_lazy("Pending"),
    "solved": gettext_lazy("Solved"),
    "spam": gettext_lazy("Spam"),
}
_ICONS = {
    "mine": "user", "unassigned": "inbox", "all": "all", "due-soon": "clock", waiting.SLUG: "pen",
    services_view.SLUG: "phone",
    "delivery-trouble": "bounce",
    "quarantine": "warn", "pending": "moon", "solved": "check", "spam": "spam",
}  # fmt: skip
STATES = {
    State.NEW: gettext_lazy("New"),
    State.OPEN: gettext_lazy("In progress"),
    State.PENDING: gettext_lazy("Pending"),
    State.SOLVED: gettext_lazy("Solved"),
}
ROLES = {
    Role.AGENT: gettext_lazy("Agent"),
    Role.LEAD: gettext_lazy("Team lead"),
    Role.ADMIN: gettext_lazy("Administrator"),
    Role.AUDITOR: gettext_lazy("Auditor, reads only"),
}
_WATCHED = ("due-soon", waiting.SLUG, services_view.SLUG, "delivery-trouble", "quarantine", "pending")
_FIRST = ("mine", "unassigned", "all")
_DONE = ("solved", "spam")
_ALARMING = ("due-soon", "delivery-trouble", "quarantine")


@dataclass(frozen=True, slots=True)
class Item:
    """One view of the rail, ready to be printed."""

    slug: str
    url: str
    name: str
    icon: SafeString | None
    initial: str
    count: str
    tone: str


@dataclass(frozen=True, slots=True)
class Section:
    """Views under one heading."""

    title: str
    items: list[Item]


def rail(staff: Staff) -> list[Section]:
    """Everything that `staff` can look at, with live counts."""
    counts = counting.counts(staff)
    departments = [
        _item(f"dept-{one.slug}", one.name(get_language() or "en"), counts)
        for one in access.departments_of(staff)
    ]
    return [
        Section("", [*_needs(staff), *(_item(slug, str(NAMES[slug]), counts) for slug in _FIRST)]),
        Section(_("Departments"), departments),
        Section(_("Keep an eye on"), [_item(slug, str(NAMES[slug]), counts) for slug in _WATCHED]),
        Section(_("Customers"), [_customers(), _calls()]),
        Section(_("Knowledge base"), [_articles()]),
        Section(_("Done"), [*(_item(slug, str(NAMES[slug]), {}) for slug in _DONE), _ratings()]),
        *_accounting(staff),
    ]


def _needs(staff: Staff) -> list[Item]:
    """How much of what needs her is new; nothing for who may only read."""
    if not staff.may_change:
        return []
    new = [one for one in needs.needs(staff, timezone.now()) if one.is_new]
    tone = "view--late" if any(one.kind in needs.ALARMING for one in new) else "view--soon"
    name, number = _("What needs you"), str(len(new) or "")
    return [Item("needs", reverse("desk:needs"), name, icon("bell"), name[:1], number, tone if new else "")]


def name_of(slug: str, sections: list[Section]) -> str | None:
    """What the view is called; None if this person has no such view."""
    return next((item.name for section in sections for item in section.items if item.slug == slug), None)


def count_of(slug: str, sections: list[Section]) -> str:
    """How many tickets the view holds, as the rail shows it."""
    return next((item.count for section in sections for item in section.items if item.slug == slug), "")


def _customers() -> Item:
    name = _("All customers")
    return Item("customers", reverse("desk:customers"), name, icon("house"), name[:1], "", "")


def _ratings() -> Item:
    name = _("Did it help?")
    return Item("ratings", reverse("desk:ratings"), name, icon("chat"), name[:1], "", "")


def _calls() -> Item:
    name = _("Calls")
    return Item("calls", reverse("desk:calls"), name, icon("phone"), name[:1], "", "")


def _articles() -> Item:
    """With how many texts wait for a second pair of eyes, or should be looked at again."""
    name, number = _("Articles"), reports.to_do(timezone.localdate())
    tone = "view--soon" if number else ""
    return Item("articles", reverse("articles:list"), name, icon("file"), name[:1], str(number or ""), tone)


def _accounting(staff: Staff) -> list[Section]:
    if not rights.sees_accounts(staff):
        return []
    waiting, made = _("To be approved"), _("Statements")
    number = draft_rows.count(staff)
    tone = "view--soon" if number else ""
    items = [
        _complaints(),
        Item("charges", reverse("desk:charges"), waiting, icon("meter"), waiting[:1], str(number), tone),
        Item("statements", reverse("statements:list"), made, icon("file"), made[:1], "", ""),
    ]
    return [Section(_("Accounting"), items)]


def _complaints() -> Item:
    name, number = _("Complaints"), complaint_card.to_do()
    tone, url = "view--soon" if number else "", reverse("complaints:list")
    return Item("complaints", url, name, icon("mark"), name[:1], str(number or ""), tone)


def _item(slug: str, name: str, counts: dict[str, int]) -> Item:
    number = counts.get(slug)
    return Item(
        slug=slug,
        url=f"/desk/v/{slug}/",
        name=name,
        icon=icon(_ICONS[slug]) if slug in _ICONS else None,
        initial=name[:1].upper(),
        count="" if number is None else f"{counting.CAP - 1}+" if number >= counting.CAP else str(number),
        tone=_tone(slug) if number else "",
    )


def _tone(slug: str) -> str:
    return "view--late" if slug in _ALARMING else "view--soon" if slug == waiting.SLUG else ""

"""The journal's events in the words of the timeline: who did what, and why."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.desk import (
    call_event_words,
    complaint_event_words,
    essentials_names,
    event_price_words,
    reasons,
    when,
)
from hostdesk.tickets.timeline import Entry

Words = Callable[["Told"], SafeString]


class Told:
    """One event with what its sentence may need."""

    def __init__(self, entry: Entry, departments: dict[str, str], now: datetime) -> None:
        event = entry.event
        assert event is not None  # noqa: S101 — entries without a message have an event
        self.kind = event.kind
        self.data: dict[str, Any] = event.data
        self.who = entry.actor.name if entry.actor else _("Hostdesk")
        self.person = entry.person.name if entry.person else _("somebody")
        self.number = entry.number
        self._departments, self._now = departments, now

    def department(self, field: str = "department") -> str:
        """The department named in the event, as the reader calls it."""
        slug = str(self.data.get(field, ""))
        return self._departments.get(slug, slug)

    def also(self) -> str:
        """Further departments that the same mail was sent to."""
        return ", ".join(self._departments.get(slug, slug) for slug in self.data.get("also", ()))

    def moment(self, field: str) -> str:
        """A moment in the event."""
        at = parse_datetime(str(self.data.get(field, "")))
        return when.moment(at, self._now) if at else ""


def words(told: Told) -> SafeString:
    """The sentence for an event; an unknown kind is shown as it is rather than hidden."""
    for others in (event_price_words, complaint_event_words, call_event_words):
        if found := others.sentence(told.kind, told.data):
            return _fill(found[0], who=told.who, what=found[1])
    sentence = _SENTENCES.get(told.kind)
    return sentence(told) if sentence else format_html("{}: {}", told.who, told.kind)


def _opened(told: Told) -> SafeString:
    because = _("Put into {department}: it was written to that address")
    if told.data.get("channel") == "phone":
        because = _("Put into {department}: by phone")
    text = _fill(because, department=told.department())
    if told.also():
        text += _fill(_(", and to {also} as well"), also=told.also())
    return text


def _by(text: str) -> Words:
    return lambda told: _fill(_(text), who=told.who, person=told.person)


def _named(text: str) -> Words:
    """What a contact did herself."""
    return lambda told: _fill(_(text), name=told.data.get("name", ""))


def _rated(told: Told) -> SafeString:
    words = {"True": _("it helped"), "False": _("it did not help")}
    helped = words.get(str(told.data.get("was_solved")), "")
    stars = _("%(stars)s of 5") % {"stars": told.data["stars"]} if told.data.get("stars") else ""
    said = ", ".join(filter(None, (helped, stars, str(told.data.get("comment") or "")[:300])))
    return _fill(_("The customer said: {what}"), what=said)


def _other(text: str) -> Words:
    return lambda told: _fill(
        _(text), who=told.who, other=told.data.get("other") or told.data.get("into", "")
    )


def _reopened(told: Told) -> SafeString:
    if told.data.get("why"):
        return _fill(_("{what}: a message came in"), what=_("Opened again"))
    return _fill(_("{who} opened the ticket again"), who=told.who)


def _woke(told: Told) -> SafeString:
    if told.data.get("why"):
        return _fill(_("{what}: a message came in"), what=_("Woken"))
    return _fill(_("{what}: its time had come"), what=_("Woken"))


def _moved(told: Told) -> SafeString:
    return _fill(
        _("{who} moved the ticket from {before} to {department}"),
        who=told.who, before=told.department("before"), department=told.department(),
    )  # fmt: skip


def _pending(told: Told) -> SafeString:
    return _fill(_("{who} lets the ticket sleep until {until}"), who=told.who, until=told.moment("until"))


def _suspected(told: Told) -> SafeString:
    return _fill(
        _("{what}: {why}"), what=_("Put with the spam"), why=reasons.suspected(str(told.data.get("why", "")))
    )


def _withheld(told: Told) -> SafeString:
    return _fill(
        _("{what}: {why}"), what=_("Not acknowledged"), why=reasons.withheld(str(told.data.get("why", "")))
    )


def _quarantined(told: Told) -> SafeString:
    return _fill(
        _("{what}: {why}"), what=_("Could not be read"), why=reasons.unreadable(str(told.data.get("reason")))
    )


def _answered(text: str) -> Words:
    def sentence(told: Told) -> SafeString:
        found = _fill(_(text), who=told.who)
        if "missing" not in told.data:
            return found  # older than the form of the first response
        if not told.data["missing"]:
            return found + _fill(_(", complete"))
        return found + _fill(
            _(", without {items}: {reason}"),
            items=essentials_names.names(told.data["missing"]), reason=told.data.get("reason", ""),
        )  # fmt: skip

    return sentence


def _delivery(text: str) -> Words:
    def sentence(told: Told) -> SafeString:
        letter = _("The acknowledgement") if told.data.get("letter") == "acknowledgement" else _("The letter")
        said = str(told.data.get("said") or "")
        found = _fill(_(text), letter=letter)
        return found + format_html(": {}", said[:300]) if said else found

    return sentence


def _fill(sentence: str, **values: object) -> SafeString:
    """The sentence with its values in bold; a translation can neither add markup nor lose it."""
    filled = format_html("{}", sentence)
    for name, value in values.items():
        filled = SafeString(filled.replace("{" + name + "}", format_html('<b dir="auto">{}</b>', value)))
    return filled


def gettext_noop(text: str) -> str:
    """Marks a sentence for the translators; it is translated when it is shown."""
    return text


_SENTENCES: dict[str, Words] = {
    "ticket.opened": _opened,
    "ticket.taken": _by(gettext_noop("{who} took the ticket")),
    "ticket.assigned": _by(gettext_noop("{who} handed the ticket over to {person}")),
    "ticket.moved": _moved,
    "ticket.pending": _pending,
    "ticket.woke": _woke,
    "ticket.solved": _by(gettext_noop("{who} solved the ticket")),
    "ticket.solved_by_contact": _named(gettext_noop("{name} wrote at the portal that it is settled")),
    "rating.given": _rated,
    "ticket.reopened": _reopened,
    "ticket.linked": _other(gettext_noop("{who} linked this ticket with {other}")),
    "ticket.unlinked": _other(gettext_noop("{who} found that this ticket does not belong to {other}")),
    "ticket.merged": _other(gettext_noop("{who} merged this ticket into {other}")),
    "ticket.absorbed": _other(gettext_noop("{who} merged {other} into this ticket")),
    "ticket.released": _other(gettext_noop("{who} took the merge of {other} back")),
    "ticket.unmerged": _by(gettext_noop("{who} took the merge of this ticket back")),
    "ticket.spam": _by(gettext_noop("{who} hid the ticket as spam")),
    "ticket.suspected": _suspected,
    "ticket.not_spam": _by(gettext_noop("{who} found that this is not spam")),
    "trouble.seen": _by(gettext_noop("{who} has seen to the delivery trouble")),
    "reply.undone": _by(gettext_noop("{who} took a reply back before it was sent")),
    "promise.met": _answered(gettext_noop("First response by {who}, in time")),
    "promise.missed": _answered(gettext_noop("First response by {who}, too late")),
    "acknowledgement.withheld": _withheld,
    "quarantine.opened": _quarantined,
    "quarantine.read": _by(gettext_noop("{who} could read the message at another attempt")),
    "delivery.bounced": _delivery(gettext_noop("{letter} came back")),
    "delivery.failed": _delivery(gettext_noop("{letter} could not be sent")),
    "delivery.unclear": _delivery(gettext_noop("It is unclear whether {letter} was sent")),
    "delivery.cancelled": _delivery(gettext_noop("{letter} was not sent")),
    "delivery.waiting": _delivery(gettext_noop("{letter} waits for another attempt")),
}

"""What administrators change: a new version of the price list, a service of the catalogue."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import administers
from hostdesk.billing import tariffs
from hostdesk.billing.actions.beginning import moment
from hostdesk.billing.models import Service, TariffVersion
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import record, writing

ADMINS = gettext_noop("Only an administrator may change prices and services.")
PAST = gettext_noop("A price list begins on a day to come: what has been worked keeps its price.")
SAME = gettext_noop("There is a price list with exactly these prices from that day on.")
NO_SUCH = gettext_noop("A price list has no such entry.")
_SERVICE = (
    "title_de", "title_en", "text_de", "text_en", "price", "unit_seconds", "help_links", "keywords",
    "is_active", "position",
)  # fmt: skip


def add_tariff(
    values: dict[str, Any], valid_from: date, by: Staff, *, at: datetime | None = None
) -> TariffVersion:
    """A price list from a local day to come; what `values` leaves out is as today's. BadTariff, BadHours."""
    _only_admins(by)
    with writing():
        tariffs.make_first()
        newest = TariffVersion.objects.latest("pk")
        as_now = {name: getattr(newest, name) for name in tariffs.FIELDS}
        chosen = {**as_now, **values}
        zone = ZoneInfo(str(chosen.get("timezone") or tariffs.standard().timezone))
        if valid_from <= moment(at).astimezone(zone).date():
            raise NotAllowed(PAST)
        if set(values) - set(tariffs.FIELDS):
            raise NotAllowed(NO_SUCH)
        if TariffVersion.objects.filter(label=tariffs.label(chosen, valid_from)).exists():
            raise NotAllowed(SAME)
        return tariffs.add(chosen, valid_from, by)


def save_service(slug: str, values: dict[str, Any], by: Staff, *, at: datetime | None = None) -> Service:
    """Add or change a line of the catalogue; it is taken out with `is_active=False`, never deleted."""
    _only_admins(by)
    if set(values) - set(_SERVICE):
        raise NotAllowed(gettext_noop("A service has no such entry."))
    with writing():
        service = Service.objects.filter(slug=slug).first() or Service(slug=slug)
        kind = "service.changed" if service.pk else "service.added"
        for name, value in values.items():
            setattr(service, name, value)
        if not service.title_de.strip() or not service.title_en.strip():
            raise NotAllowed(gettext_noop("A service needs a title in both languages."))
        service.save()
        record(kind, about=f"service:{slug}", by=f"staff:{by.pk}", at=moment(at), **values)
        return service


def _only_admins(by: Staff) -> None:
    if not administers(by):
        raise NotAllowed(ADMINS)

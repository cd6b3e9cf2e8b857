"""What somebody filled into the form, as the small table above her words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.billing.services import catalogue
from hostdesk.gateways.form import kept
from hostdesk.gateways.form.titles import TITLES
from hostdesk.tickets.models import Kind, Message

_NAMES = {
    "customer_number": gettext_lazy("Customer number"),
    "account_number": gettext_lazy("Account number"),
    "invoice_number": gettext_lazy("Invoice number"),
    "earlier": gettext_lazy("Replaces"),
}


def table(message: Message, language: str) -> list[tuple[str, str]]:
    """Name and value of what was filled in, in the reader's words; [] for what is no form."""
    if message.channel != "form" or message.kind != Kind.IN or not message.raw_sha256:
        return []
    said = kept.typed(message.raw_sha256)
    about = [(_("About"), _about(said, language)), (_("Contact"), _sender(message))]
    numbers = [(str(name), said.get(field, "").strip()) for field, name in _NAMES.items()]
    return [(name, value) for name, value in (*about, *numbers) if value] if said else []


def _about(said: dict[str, str], language: str) -> str:
    if said.get("service"):
        service = catalogue(only_active=False).filter(slug=said["service"]).first()
        return service.title(language) if service else said["service"]
    return str(TITLES.get(said.get("about", ""), ""))


def _sender(message: Message) -> str:
    """Guests type their address, and nothing proves it."""
    if message.authentication.get("session") == "pass":
        return ""
    return _("%(address)s (typed, not proven)") % {"address": message.sender_address}

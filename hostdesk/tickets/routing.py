"""Which departments a message is for: by the addresses that it was delivered to (M2, M9)."""

from collections.abc import Iterable

from django.conf import settings

from hostdesk.accounts.models import Department
from hostdesk.lib import rows


def departments_for(recipients: Iterable[str]) -> list[Department]:
    """The departments written to, in the order of the addresses; never empty."""
    known = rows.each(Department)
    by_local_part = {one.local_part: one for one in known}
    named = [by_local_part.get(local) for local in map(_local_part, recipients) if local is not None]
    found = list(dict.fromkeys(one for one in named if one is not None))
    return found or [next((one for one in known if one.is_default), known[0])]


def is_ours(address: str) -> bool:
    """An address at our own mail domain."""
    return bool(address.rpartition("@")[2].lower() == settings.HOSTDESK["HOSTDESK_DOMAIN"])


def address_of(department: Department) -> str:
    """The address that its letters come from."""
    return f"{department.local_part}@{settings.HOSTDESK['HOSTDESK_DOMAIN']}"


def bounce_address() -> str:
    """Where reports about our letters go; each letter's own key is added when it is sent."""
    return f"bounces@{settings.HOSTDESK['HOSTDESK_DOMAIN']}"


def _local_part(address: str) -> str | None:
    """The part before the @ and before any plus sign, None for other people's domains."""
    return address.rpartition("@")[0].lower().partition("+")[0] if is_ours(address) else None

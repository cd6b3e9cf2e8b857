"""Spam without puzzles: what no person does, and how much comes from one network; nothing is ever lost.

A form that looks like spam becomes a ticket that is marked so. Who sends too much is asked to wait and gets
her text back. Contacts who are signed in are not looked at.
"""

import ipaddress
import re
from collections.abc import Mapping

from django.http import HttpRequest

from hostdesk.customers.models import Contact
from hostdesk.portal import brakes
from hostdesk.portal.brakes import Brake
from hostdesk.portal.form_token import Token

TRAP = "homepage"  # the name of a field that people neither see nor hear
QUICKEST = 3  # seconds from opening a form to sending it; quicker ones are asked once more
MANY = Brake("form", 10, 600)  # forms from one network; what comes beyond is marked
TOO_MANY = Brake("form", 40, 600)  # beyond that nothing is taken for a while
ALL = Brake("form-all", 600, 600)  # from all guests together
_EVERYBODY = "everybody"
_LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_FEW = 3


def is_too_quick(token: Token, contact: Contact | None) -> bool:
    """Nobody reads and fills in a form in so little time; whoever is a person presses the button again."""
    return contact is None and token.age < QUICKEST


def must_wait(request: HttpRequest, contact: Contact | None) -> bool:
    """Whether nothing is taken from this network, or from guests at all, for some minutes."""
    if contact is not None:
        return False
    return brakes.is_on(TOO_MANY, network(request)) or brakes.is_on(ALL, _EVERYBODY)


def count(request: HttpRequest, contact: Contact | None) -> None:
    """One more form has been taken."""
    if contact is None:
        brakes.count(MANY, network(request))
        brakes.count(ALL, _EVERYBODY)


def suspicion(
    request: HttpRequest, filled: Mapping[str, str], subject: str, text: str, contact: Contact | None
) -> str:
    """Why this looks like spam, as a code; "" if it does not."""
    if contact is not None:
        return ""
    if filled.get(TRAP, "").strip():
        return "trap"
    if _is_little_but_links(f"{subject}\n{text}"):
        return "links"
    return "flood" if brakes.is_on(MANY, network(request)) else ""


def network(request: HttpRequest) -> str:
    """The network of the browser: 256 neighbours (IPv4), or what one customer is given (IPv6, /56)."""
    try:
        address = ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 56), strict=False))


def _is_little_but_links(text: str) -> bool:
    links = _LINK.findall(text)
    rest = len(_LINK.sub("", text).strip())
    return len(links) >= _FEW and rest < sum(map(len, links))

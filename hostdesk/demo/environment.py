"""The settings of the demo: what the newcomer has not chosen, the invented provider has."""

import socket
from collections.abc import MutableMapping

from hostdesk.demo.cast import AUTHSERV_ID, DOMAIN, PROVIDER, REGION

DEFAULTS = {
    "HOSTDESK_HOME": "./var/demo",
    "HOSTDESK_PROVIDER": PROVIDER,
    "HOSTDESK_DOMAIN": DOMAIN,
    "HOSTDESK_REGION": REGION,
    "HOSTDESK_AUTHSERV_ID": AUTHSERV_ID,
    "HOSTDESK_IMPRINT_URL": "/demo/{language}/imprint/",
    "HOSTDESK_PRIVACY_URL": "/demo/{language}/privacy/",
    "HOSTDESK_SALES_PHONE": "+49 89 99998-100",  # the regulator keeps these numbers free for stories
    "HOSTDESK_CUSTOMER_PHONE": "+49 89 99998-200",
    "HOSTDESK_PHONE_AREA": "89",
    "HOSTDESK_FAX": "+49 89 99998-299",
    "HOSTDESK_ACK_RETURN_PATH": "bounces",  # so that the newcomer can return an acknowledgement
}
_THIS_MACHINE = "smtp://127.0.0.1:"


def prepare(environ: MutableMapping[str, str]) -> None:
    """Fill in the demo's settings before Django starts; address, ports, home and database can be chosen."""
    for name, value in DEFAULTS.items():
        environ.setdefault(name, value)
    # The demo's own mail server, on a port that may be chosen: never one that could really send.
    if not environ.get("HOSTDESK_SMTP", "").startswith(_THIS_MACHINE):
        environ["HOSTDESK_SMTP"] = f"{_THIS_MACHINE}{_free_port()}"
    environ["HOSTDESK_MAILBOXES"] = ""
    if "HOSTDESK_LISTEN" in environ:
        environ.setdefault("HOSTDESK_URL", f"http://{environ['HOSTDESK_LISTEN']}")


def _free_port() -> int:
    """A port that nobody uses, so that two demos can run beside each other."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

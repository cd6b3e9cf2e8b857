"""An exchange that tells of calls, as the vendors document it, and a look at what became of it."""

import hashlib
import hmac
import json
import time
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.utils import timezone

from hostdesk.core import call_sources
from hostdesk.demo import cast
from hostdesk.gateways import work
from hostdesk.gateways.phone import following, handing_in
from hostdesk.gateways.phone.dialects import plain
from hostdesk.gateways.phone.models import Call

TOKEN = "a-token-of-the-exchange-0123"
SECRET = "12345"
SALES, SUPPORT = "498999998100", "498999998200"
MEYER = cast.MEYER.contacts[0].phone
STRANGER = "4915123456789"


def configure(monkeypatch, dialect: str = "zammad") -> None:
    """One exchange, and the numbers of the house."""
    secret = f":{SECRET}" if dialect in call_sources.SIGNED else ""
    values = {
        "HOSTDESK_CALL_SOURCES": call_sources.parse(f"zentrale:{dialect}:{TOKEN}{secret}"),
        "HOSTDESK_SALES_PHONE": "+49 89 99998-100",
        "HOSTDESK_CUSTOMER_PHONE": "+49 89 99998-200",
        "HOSTDESK_PHONE_AREA": "89",
    }
    monkeypatch.setattr(settings, "HOSTDESK", settings.HOSTDESK | values)


def form(dialect: str, said: dict, token: str = TOKEN, **headers):
    """POST a form."""
    body = urlencode(said, doseq=True)
    return post(dialect, body.encode(), "application/x-www-form-urlencoded", token, **headers)


def post(dialect: str, body: bytes, content_type: str = "application/json", token: str = TOKEN, **headers):
    """POST bytes."""
    return Client().post(f"/calls/{dialect}/{token}/", body, content_type=content_type, headers=headers)


def plain_post(said: dict, *, seconds: int | None = None, secret: str = SECRET):
    """POST our own JSON, signed now or at another moment (Unix time)."""
    body, at = json.dumps(said).encode(), str(int(time.time()) if seconds is None else seconds)
    signed = {plain.TIME: at, plain.SIGNATURE: plain.signature(secret, at, body)}
    return post("plain", body, **signed)


def placetel_post(body: str, signature: str | None = None):
    """POST a form with Placetel's signature."""
    right = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
    given = {"X-PLACETEL-SIGNATURE": right if signature is None else signature}
    return post("placetel", body.encode(), "application/x-www-form-urlencoded", **given)


def new_call(call_id: str = "c1", caller: str = STRANGER, called: str = SUPPORT, **more) -> dict:
    return {"event": "newCall", "from": caller, "to": called, "direction": "in", "callId": call_id,
            "user[]": ["Ada", "Ben"]} | more  # fmt: skip


def answer(call_id: str = "c1", caller: str = STRANGER, called: str = SUPPORT, **more) -> dict:
    return {"event": "answer", "from": caller, "to": called, "direction": "in", "callId": call_id,
            "user": "Ben"} | more  # fmt: skip


def hangup(call_id: str = "c1", caller: str = STRANGER, called: str = SUPPORT, **more) -> dict:
    return {"event": "hangup", "from": caller, "to": called, "direction": "in", "callId": call_id,
            "cause": "normalClearing"} | more  # fmt: skip


def tell(*events: dict) -> None:
    """The exchange tells, and the worker follows."""
    for one in events:
        assert form("zammad", one).status_code == 200
    while following.run_once():
        pass


def settle_down() -> None:
    """Some seconds later: what is over is handed in and entered."""
    handing_in.hand_in_due(timezone.now() + timedelta(minutes=1))
    while work.run_once():
        pass


def the_call() -> Call:
    return Call.objects.get()

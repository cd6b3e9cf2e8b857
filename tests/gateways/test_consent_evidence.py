"""A mail that may say yes keeps the keys of its signatures; every other mail asks the DNS nothing."""

from dataclasses import replace

import pytest
from django.conf import settings
from mails_at_the_door import MEYER, SUPPORT, a_mail

from hostdesk.billing import consents
from hostdesk.gateways import arrivals, work
from hostdesk.gateways.mail import own_check
from hostdesk.tickets.models import Message
from hostdesk.tickets.models.message import Kind

pytestmark = pytest.mark.usefixtures("nordlicht")
KEY = ("s._domainkey.meyer.example.test", "v=DKIM1; k=rsa; p=MIIB")


@pytest.mark.parametrize("waits", [True, False])
def test_only_an_answer_that_is_waited_for_keeps_keys(waits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setitem(settings.HOSTDESK, "HOSTDESK_AUTHSERV_ID", "mx.nordlicht.example.test")
    monkeypatch.setattr(consents, "waits_for", lambda address, now: bool(asked.append(address)) or waits)
    monkeypatch.setattr(own_check, "with_keys", lambda raw, mail: replace(mail, dkim_keys=(KEY,)))
    arrivals.accept(a_mail(), door="lmtp", envelope_from=MEYER, recipients=(SUPPORT,))
    assert work.run_once()
    kept = Message.objects.get(kind=Kind.IN).authentication
    assert kept.get("dkim_keys") == ([list(KEY)] if waits else None)
    assert asked == [MEYER]

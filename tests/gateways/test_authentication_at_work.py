"""Signatures are checked here only where that is wanted, and where no border server does it."""

from dataclasses import replace

import pytest
from django.conf import settings
from mails_at_the_door import MEYER, SUPPORT, a_mail

from hostdesk.core.incoming import Authentication, Verdict
from hostdesk.gateways import arrivals, work
from hostdesk.gateways.mail import own_check
from hostdesk.tickets.models import Message
from hostdesk.tickets.models.message import Kind

pytestmark = pytest.mark.usefixtures("nordlicht")


@pytest.mark.parametrize(
    ("is_wanted", "border_server", "dmarc"),
    [(True, "", "pass"), (False, "", "none"), (True, "mx.nordlicht.example.test", "none")],
)
def test_who_checks_the_sender(is_wanted, border_server, dmarc, monkeypatch):
    monkeypatch.setitem(settings.HOSTDESK, "HOSTDESK_CHECK_AUTHENTICATION", is_wanted)
    monkeypatch.setitem(settings.HOSTDESK, "HOSTDESK_AUTHSERV_ID", border_server)
    proven = Authentication(dkim=Verdict.PASS, dmarc=Verdict.PASS)
    monkeypatch.setattr(own_check, "checked", lambda raw, mail: replace(mail, authentication=proven))
    arrivals.accept(a_mail(), door="lmtp", envelope_from=MEYER, recipients=(SUPPORT,))
    assert work.run_once()
    assert Message.objects.get(kind=Kind.IN).authentication["dmarc"] == dmarc

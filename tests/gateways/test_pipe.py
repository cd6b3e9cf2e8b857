"""Mail on standard input, as Postfix and Exim hand it in."""

import io

import pytest
from mails_at_the_door import BILLING, DOMAIN, MEYER, SUPPORT, a_mail, set_domain

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways import arrivals
from hostdesk.gateways.mail import pipe
from hostdesk.gateways.models import Arrival
from hostdesk.lib import blobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nordlicht(monkeypatch):
    set_domain(monkeypatch)


def hand_in(raw: bytes, *recipients: str, sender: str | None = None) -> int:
    return pipe.receive(io.BytesIO(raw), recipients, sender)


def test_exit_0_means_kept():
    assert hand_in(a_mail(), SUPPORT, sender=MEYER) == 0
    receipt = Arrival.objects.get().receipts.get()
    assert (receipt.door, receipt.recipients, receipt.envelope_from) == ("pipe", [SUPPORT], MEYER)
    assert blobs.read(receipt.sha256) == a_mail()


@pytest.mark.parametrize(
    ("trace", "expected"),
    [
        (f"Delivered-To: {BILLING}\n", [BILLING]),
        (f"X-Original-To: <{BILLING.upper()}>\n", [BILLING]),
        (f"Delivered-To: somebody@elsewhere.example.test\nEnvelope-To: {BILLING}\n", [BILLING]),
        ("", [SUPPORT]),
        (f"Cc: Ben <{BILLING}>,\n\t<x@elsewhere.example.test>\n", [BILLING, SUPPORT]),
    ],
    ids=["Delivered-To", "X-Original-To", "one of ours", "To", "To and Cc"],
)
def test_without_arguments_the_headers_tell_the_recipients(trace, expected):
    assert hand_in(a_mail(trace=trace)) == 0
    assert Arrival.objects.get().receipts.get().recipients == expected


def test_a_mail_that_names_no_address_of_ours_is_kept_all_the_same():
    assert hand_in(a_mail(to="undisclosed-recipients:;")) == 0
    assert Arrival.objects.get().receipts.get().recipients == []


def test_an_unknown_sender_is_not_the_null_path():
    hand_in(a_mail(number=1))
    hand_in(a_mail(number=2), sender="")
    assert [arrival.envelope_from for arrival in Arrival.objects.order_by("id")] == [None, ""]


def test_a_too_large_mail_is_refused_with_both_sizes_and_read_to_its_end(monkeypatch, capsys):
    set_domain(monkeypatch, HOSTDESK_MAX_MAIL_MB=1)
    mail = io.BytesIO(a_mail("x" * 3_000_000))
    assert pipe.receive(mail) == 65
    assert "3.0 MB" in capsys.readouterr().err and not mail.read()
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("error", [TemporaryFailure("the disk is full"), RuntimeError("a defect")], ids=str)
def test_whatever_fails_the_mail_stays_with_the_mail_server(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(arrivals, "accept", fail)
    assert hand_in(a_mail()) == 75


def test_nothing_on_standard_input_is_no_success():
    assert hand_in(b"") == 75


def test_a_header_made_to_hurt_does_not():
    assert hand_in(b"To: " + b"(" * 200_000 + f"<a@{DOMAIN}>\r\n\r\n".encode()) == 0

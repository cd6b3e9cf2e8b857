"""Signatures of customers are checked with keys of our own making, without any network."""

import base64
from collections.abc import Callable

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from hostdesk.core.incoming import Incoming, Verdict
from hostdesk.gateways.mail import own_check
from hostdesk.gateways.mail.dmarc import organisation
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.names import LookupFailed
from hostdesk.gateways.mail.parse import parse

MAIL = (
    b"From: Anna Meyer <meyer@kunde.example.test>\r\nTo: support@nordlicht.example.test\r\n"
    b"Subject: Server\r\nDate: Mon, 02 Mar 2026 09:15:00 +0100\r\nMessage-ID: <1@kunde.example.test>\r\n\r\n"
    b"Guten Tag,\r\nder Server steht.\r\n"
)
P, F, N = Verdict.PASS, Verdict.FAIL, Verdict.NONE
Texts = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def dns(key: rsa.RSAPrivateKey) -> dict[str, list[str]]:
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    record = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"
    return {
        "s._domainkey.kunde.example.test": [record],
        "s._domainkey.mallory-example.test": [record],
        "s._domainkey.mail.kunde.example.test": [record],
        "_dmarc.kunde.example.test": ["v=DMARC1; p=reject"],
    }


def _signed(key: rsa.RSAPrivateKey, domain: bytes, mail: bytes = MAIL, **more: object) -> bytes:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return bytes(dkim.sign(mail, b"s", domain, pem, **more)) + mail


def _verdicts(raw: bytes, dns: dict[str, list[str]]) -> tuple[Verdict, Verdict]:
    mail = parse(raw, Facts())
    assert isinstance(mail, Incoming)
    found = own_check.check(raw, mail, lambda name: dns.get(name.rstrip("."), []))
    assert found.spf is N
    return found.dkim, found.dmarc


def test_a_good_signature_of_the_authors_domain_proves_the_sender(key, dns) -> None:
    assert _verdicts(_signed(key, b"kunde.example.test"), dns) == (P, P)


def test_line_ends_of_a_mailbox_do_not_break_it(key, dns) -> None:
    assert _verdicts(_signed(key, b"kunde.example.test").replace(b"\r\n", b"\n"), dns) == (P, P)


def test_an_unsigned_mail_is_unproven(dns) -> None:
    assert _verdicts(MAIL, dns) == (N, N)


def test_a_changed_text_breaks_the_signature(key, dns) -> None:
    assert _verdicts(_signed(key, b"kunde.example.test").replace(b"steht", b"geht"), dns) == (F, N)


def test_somebody_elses_signature_does_not_speak_for_the_author(key, dns) -> None:
    assert _verdicts(_signed(key, b"mallory-example.test"), dns) == (P, N)


def test_a_second_signature_may_be_the_good_one(key, dns) -> None:
    once = _signed(key, b"kunde.example.test")
    assert _verdicts(_signed(key, b"mallory-example.test", once), dns) == (P, P)


def test_the_same_organisation_signs_unless_the_domain_is_strict(key, dns) -> None:
    raw = _signed(key, b"mail.kunde.example.test")
    dns["_dmarc.kunde.example.test"] = ["v=DMARC1; p=none; adkim=s"]
    assert _verdicts(raw, dns) == (P, N)


def test_without_a_record_nothing_is_proven(key, dns) -> None:
    del dns["_dmarc.kunde.example.test"]
    assert _verdicts(_signed(key, b"kunde.example.test"), dns) == (P, N)


def test_two_records_are_none(key, dns) -> None:
    dns["_dmarc.kunde.example.test"] *= 2
    assert _verdicts(_signed(key, b"kunde.example.test"), dns) == (P, N)


def test_a_withdrawn_key_proves_nothing(key, dns) -> None:
    dns["s._domainkey.kunde.example.test"] = ["v=DKIM1; k=rsa; p="]
    assert _verdicts(_signed(key, b"kunde.example.test"), dns) == (F, N)


def test_a_second_from_line_takes_the_proof_away(key, dns) -> None:
    raw = b"From: boss@kunde.example.test\r\n" + _signed(key, b"mallory-example.test")
    assert _verdicts(raw, dns) == (N, N)


def test_a_signature_over_a_part_of_the_text_proves_nothing(key, dns) -> None:
    raw = _signed(key, b"kunde.example.test", length=True) + b"Bitte an Mallory zahlen.\r\n"
    assert _verdicts(raw, dns)[1] is N


def test_a_silent_name_server_is_nobodys_fault(key) -> None:
    raw = _signed(key, b"kunde.example.test")

    def silent(name: str) -> list[str]:
        raise LookupFailed(name)

    found = own_check.check(raw, parse(raw, Facts()), silent)
    assert (found.dkim, found.dmarc) == (N, N)


@pytest.mark.parametrize(
    "line",
    [b"DKIM-Signature:\r\n", b"DKIM-Signature: v=1; a=x\r\n", b"DKIM-Signature: " + b";=" * 400 + b"\r\n",
     b"DKIM-Signature: v=1; a=rsa-sha256; d=\xff; s=s; h=from; bh=x; b=y\r\n"],
)  # fmt: skip
def test_a_broken_signature_is_no_proof_and_no_accident(line: bytes, dns) -> None:
    assert _verdicts(line + MAIL, dns)[1] is N


def test_an_organisation_is_what_somebody_registered() -> None:
    assert organisation("mail.kunde.co.uk") == "kunde.co.uk"
    assert organisation("kunde.de") == "kunde.de"


def test_the_keys_are_kept_as_the_dns_had_them(key, dns) -> None:
    raw = _signed(key, b"kunde.example.test")
    mail = parse(raw, Facts())
    found = own_check.checked(raw, mail, lambda name: dns.get(name.rstrip("."), []))
    assert found.dkim_keys == (
        ("s._domainkey.kunde.example.test", dns["s._domainkey.kunde.example.test"][0]),
    )  # fmt: skip
    assert found.authentication.dmarc is P


def test_with_a_border_server_its_verdicts_stay_and_the_keys_are_added(key, dns) -> None:
    raw = _signed(key, b"kunde.example.test")
    mail = parse(raw, Facts())
    found = own_check.with_keys(raw, mail, lambda name: dns.get(name.rstrip("."), []))
    assert found.authentication == mail.authentication and len(found.dkim_keys) == 1


def test_a_mail_without_signature_and_a_dns_that_is_away_leave_no_keys(key) -> None:
    def away(name: str) -> list[str]:
        raise LookupFailed(name)

    mail = parse(MAIL, Facts())
    assert own_check.with_keys(MAIL, mail, away).dkim_keys == ()
    assert own_check.with_keys(_signed(key, b"kunde.example.test"), mail, away).dkim_keys == ()

"""Which inputs are the same message; docs/rules/arrivals.md has the same cases in words."""

import pytest
from mails_at_the_door import a_mail

from hostdesk.gateways.identity import mail_key

TRACE = (
    "Return-Path: <meyer@meyer-gartenbau.example.test>\nDelivered-To: support@nordlicht.example.test\n"
    "Received: from mx.example.test by mail.nordlicht.example.test\n\twith LMTP id 1\n"
)
OTHER_TRACE = (
    "Return-Path: <x@example.test>\nDelivered-To: billing@nordlicht.example.test\n"
    "X-Original-To: b@example.test\nEnvelope-To: c@example.test\n"
    "Received: from elsewhere\n\tby mail\n\twith LMTP id 2\n"
    "Authentication-Results: mail.nordlicht.example.test; dmarc=pass\n"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (a_mail(), a_mail()),
        (a_mail(trace=TRACE), a_mail(trace=OTHER_TRACE)),
        (a_mail(trace=TRACE), a_mail()),
        (a_mail(), a_mail().replace(b"\r\n", b"\n")),
        (a_mail(), b"From meyer@example.test Mon Nov 16 09:00:00 2026\r\n" + a_mail()),
        (a_mail(ids=False, trace=TRACE), a_mail(ids=False, trace=TRACE)),
    ],
    ids=[
        "again",
        "by two ways",
        "without trace",
        "with other line ends",
        "with mbox's line",
        "without ids, again",
    ],
)
def test_the_same_mail_has_one_key(one: bytes, other: bytes):
    assert mail_key(one) == mail_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (a_mail("yes\n"), a_mail("no\n")),
        (a_mail(number=1), a_mail(number=2)),
        (a_mail(), a_mail().replace(b"Subject: Shop", b"Subject: shop")),
        (a_mail(ids=False, trace=TRACE), a_mail(ids=False, trace=OTHER_TRACE)),
        (a_mail(), a_mail() + b" "),
        (a_mail("Received: x\n"), a_mail("Received: y\n")),
        (b"", b"\r\n"),
    ],
    ids=[
        "same id, other body",
        "other id",
        "other subject",
        "without ids, by two ways",
        "one blank more",
        "trace in the body",
        "nothing",
    ],
)
def test_different_mails_have_different_keys(one: bytes, other: bytes):
    assert mail_key(one) != mail_key(other)


def test_an_empty_message_id_is_none():
    one = b"Message-ID: \r\nDate: Mon, 16 Nov 2026 09:00:00 +0100\r\nReceived: a\r\n\r\nx"
    assert mail_key(one) != mail_key(one.replace(b"Received: a", b"Received: b"))


def test_a_header_of_ten_megabytes_is_no_hurdle():
    assert mail_key(b"Message-ID: <a@b>\r\nDate: x\r\n" + b"X: y\r\n" * 1_500_000)

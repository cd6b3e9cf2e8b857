"""Only what our own border server wrote is believed about a sender."""

import pytest

from hostdesk.core.incoming import Verdict
from hostdesk.gateways.mail import authentication
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.parse import parse

US = "mx.nordlicht.example.test"


@pytest.mark.parametrize(
    ("lines", "dmarc"),
    [
        ([f"{US}; spf=pass; dkim=pass; dmarc=pass"], Verdict.PASS),
        ([f"{US} 1; dmarc=pass (p=reject) header.from=kunde.example.test"], Verdict.PASS),
        ([f"{US.upper()}; dmarc=FAIL"], Verdict.FAIL),
        ([f"{US}; dmarc=none"], Verdict.NONE),
        ([f"{US}; dmarc=temperror"], Verdict.NONE),
        ([f"{US}; spf=pass; dkim=pass"], Verdict.NONE),
        ([], Verdict.NONE),
        (["mx.evil.example.test; dmarc=pass"], Verdict.NONE),
        ([f"{US}.evil.example.test; dmarc=pass"], Verdict.NONE),
        (["mx.evil.example.test; x=y", f"{US}; dmarc=pass"], Verdict.NONE),
        ([f"{US}; dmarc=fail", f"{US}; dmarc=pass"], Verdict.FAIL),
        ([f"{US}; spf=fail", f"{US}; dmarc=pass"], Verdict.NONE),
        ([f"{US}; dmarc=fail; dmarc=pass"], Verdict.FAIL),
        ([f"{US}; spf=pass smtp.mailfrom=(x; dmarc=pass) a@b"], Verdict.NONE),
        ([f'{US}; spf=pass smtp.mailfrom="; dmarc=pass"@evil.example.test'], Verdict.NONE),
        ([f'{US}; dmarc=fail reason="(" ; x="; dmarc=pass"'], Verdict.FAIL),
    ],
)
def test_only_our_topmost_line_counts(lines: list[str], dmarc: Verdict) -> None:
    assert authentication.read(lines, US).dmarc is dmarc


def test_one_good_dkim_signature_of_several_is_enough() -> None:
    assert authentication.read([f"{US}; dkim=fail; dkim=pass; dmarc=pass"], US).dkim is Verdict.PASS


def test_without_a_border_server_of_our_own_nobody_is_believed() -> None:
    raw = f"Authentication-Results: {US}; dmarc=pass\r\nFrom: a@b.example.test\r\n\r\nhi".encode()
    assert parse(raw, Facts()).authentication.dmarc is Verdict.NONE
    assert parse(raw, Facts(authserv_id=US)).authentication.dmarc is Verdict.PASS


def test_what_our_server_says_outside_the_mail_stands_above_what_the_mail_says() -> None:
    raw = f"Authentication-Results: {US}; dmarc=pass\r\nFrom: a@b.example.test\r\n\r\nhi".encode()
    trace = (("Authentication-Results", f"{US}; dmarc=fail"),)
    assert parse(raw, Facts(authserv_id=US, trace=trace)).authentication.is_forged

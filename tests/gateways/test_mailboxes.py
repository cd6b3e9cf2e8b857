"""HOSTDESK_MAILBOXES, read."""

import pytest
from mails_at_the_door import set_domain

from hostdesk.config import WrongSetting
from hostdesk.gateways.mail.mailboxes import Mailbox, configured


def test_mailboxes_are_separated_by_blanks(monkeypatch, tmp_path):
    ca, oauth = tmp_path / "ca.pem", tmp_path / "oauth.json"
    ca.touch()
    oauth.touch()
    text = (
        "imaps://support%40nordlicht.example.test:p%20w@imap.example.test/INBOX?done=Done%20mail "
        f"imap+starttls://billing:x@imap.example.test:1143?ca={ca}&for=Billing@nordlicht.example.test\n"
        f" imaps://sales@imap.example.test/Desk/New?oauth={oauth}&large=Big"
    )
    set_domain(monkeypatch, HOSTDESK_MAILBOXES=text)
    host, desk = "imap.example.test", "nordlicht.example.test"
    assert configured() == [
        Mailbox("imaps", host, 993, f"support@{desk}", "p w", done="Done mail"),
        Mailbox("imap+starttls", host, 1143, "billing", "x", ca=ca, recipient=f"billing@{desk}"),
        Mailbox("imaps", host, 993, "sales", "", folder="Desk/New", oauth=oauth, large="Big"),
    ]
    assert configured()[0].door == f"imap:support@{desk}/INBOX@{host}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("pop3://a:geheim@h", "imaps://"),
        ("imaps://h/INBOX", "user:password"),
        ("imaps://a@h", "password, or oauth"),
        ("imap://a:geheim@h", "this machine only"),
        ("imaps://a:geheim@h?dnoe=x", "unknown option 'dnoe'"),
        ("imaps://a:geheim@h?ca=/nowhere/ca.pem", "no file"),
        ("imaps://a:geheim@h:port", "(?i)port"),
    ],
)
def test_a_wrong_mailbox_is_named_without_its_password(monkeypatch, text, hint):
    set_domain(monkeypatch, HOSTDESK_MAILBOXES=text)
    with pytest.raises(WrongSetting, match=hint) as error:
        configured()
    assert "geheim" not in str(error.value)

import pytest
from running import ROOT

from hostdesk import config
from hostdesk.program import settings_page

pytestmark = pytest.mark.once


def test_the_manual_names_every_setting_as_the_table_does() -> None:
    written = (ROOT / "docs" / "configuration.md").read_text()
    assert written == settings_page.markdown(config.TABLE), "run: hostdesk settings --markdown"


def test_values_are_shown_but_no_secret() -> None:
    environ = {
        "HOSTDESK_SECRET": "hush-hush",
        "DATABASE_URL": "postgres://desk:hush-hush@db/hostdesk",
        "HOSTDESK_PROVIDER": "Nordlicht Hosting GmbH",
        "HOSTDESK_SMTP": "smtp://desk:hush-hush@mail.nordlicht.example.test",
        "HOSTDESK_MAILBOXES": "imaps://a:hush-hush@one/INBOX imaps://b:hush-hush@two/INBOX",
    }
    shown = settings_page.values(config.TABLE, environ)
    assert "hush" not in shown
    assert "HOSTDESK_PROVIDER=Nordlicht Hosting GmbH\n" in shown
    assert "DATABASE_URL=postgres://desk:…@db/hostdesk\n" in shown
    assert "HOSTDESK_UNDO_SECONDS=15  (default)\n" in shown

import argparse
from typing import Any

import pytest

from hostdesk.accounts.departments import make_first
from hostdesk.accounts.models import Department, Staff
from hostdesk.core.incoming import Address
from hostdesk.demo import command, environment, post, story
from hostdesk.demo.cast import DOMAIN
from hostdesk.tickets import actions
from hostdesk.tickets.models import Ticket


@pytest.fixture
def asked(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> argparse.Namespace:
    """`hostdesk demo --install`, in a home of its own and with nothing told."""
    settings.HOME = tmp_path
    monkeypatch.setattr(environment, "prepare", lambda environ: None)
    monkeypatch.setattr("hostdesk.program.prepare.prepare", lambda: None)
    monkeypatch.setattr("hostdesk.program.prepare.migrate", lambda: None)
    monkeypatch.setattr(story, "tell", lambda now: 0)
    return argparse.Namespace(tickets=None, install=True)


@pytest.mark.django_db
def test_the_demo_refuses_a_database_with_real_tickets(asked: argparse.Namespace) -> None:
    make_first()
    ada = Staff.objects.create_user("ada@provider.example.test", name="Ada")
    actions.open_by_staff(
        Department.objects.get(slug="support"), Address("a@b.example.test"), "Hallo", "Text", ada
    )
    with pytest.raises(SystemExit, match="not the demo's"):
        command.run(asked)
    assert not post.is_installed()
    assert Ticket.objects.count() == 1


@pytest.mark.django_db
def test_the_demo_is_installed_once(asked: argparse.Namespace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command.run(asked) == 0
    assert post.is_installed()
    monkeypatch.setattr(story, "tell", lambda now: pytest.fail("told twice"))
    assert command.run(asked) == 0


def test_the_newcomer_may_choose_ports_but_not_where_the_mail_goes() -> None:
    environ = {"HOSTDESK_LISTEN": "127.0.0.1:9000", "HOSTDESK_SMTP": "smtp://mail.provider.example.test:25"}
    environment.prepare(environ)
    assert environ["HOSTDESK_URL"] == "http://127.0.0.1:9000"
    assert environ["HOSTDESK_SMTP"].startswith("smtp://127.0.0.1:")
    assert environ["HOSTDESK_DOMAIN"] == DOMAIN

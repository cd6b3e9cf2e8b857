"""`hostdesk verify` notices when articles are not what was recorded."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import articles
import pytest
from django.db import connection
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import writing
from hostdesk.knowledge import actions, checks
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.models import Showing

Intruder = Callable[[Any], AbstractContextManager[None]]


@pytest.mark.django_db
def test_all_is_well_after_a_busy_day(ada: Staff, lead: Staff) -> None:
    text = articles.published("Postfach anlegen", "Eins.")
    for number in (1, 2, 3):
        actions.save_draft(text, Content("Postfach", body=f"Fassung {number}"), ada, number=number)
        actions.publish(text, lead, starts_at=timezone.now() + timedelta(hours=number))
    actions.withdraw(text, lead)
    with pytest.raises(NotAllowed):
        actions.withdraw(text, lead)
    assert list(checks.versions_are_as_recorded()) == []


@pytest.mark.django_db(transaction=True)
def test_a_changed_version_and_two_at_once_are_found(ada: Staff, without_triggers: Intruder) -> None:
    text = articles.published("Postfach anlegen", "Eins.")
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE knowledge_version SET body = 'Zwei.'")
    assert [one.text for one in checks.versions_are_as_recorded()] == [
        f"Version {text.newest.pk} is not what the journal recorded."
    ]
    with writing():
        first = Showing.objects.get()
        first.ends_at = first.starts_at + timedelta(hours=2)
        first.save()
        Showing.objects.create(text=text, version=text.newest, starts_at=first.starts_at + timedelta(hours=1))
    assert any("Two versions" in one.text for one in checks.versions_are_as_recorded())

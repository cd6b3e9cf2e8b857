"""Plain SQL for whole rows says the same as the ORM, on both databases."""

from datetime import UTC, datetime

import pytest
from django.db import models
from django.utils import timezone

from hostdesk.accounts.models import Department
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.lib import rows

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


def an_arrival(key: str = "mail:1") -> Arrival:
    return Arrival(key=key, channel="mail", sha256="ab" * 32, size=7, received_at=AT, next_at=AT)


def a_receipt(arrival: Arrival, token: str) -> Receipt:
    addresses = ["ö@example.test", 'a"b@example.test']
    return Receipt(token=token, arrival=arrival, door="lmtp", sha256="cd" * 32, recipients=addresses, at=AT)


def columns(row: models.Model) -> dict[str, object]:
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


def test_what_is_inserted_is_what_the_orm_reads():
    arrival = an_arrival()
    rows.insert(arrival)
    receipt = a_receipt(arrival, "t")
    rows.insert(receipt)
    assert columns(Arrival.objects.get()) == columns(arrival)
    assert columns(Receipt.objects.get()) == columns(receipt)
    assert not arrival._state.adding


def test_what_is_found_is_what_the_orm_finds():
    arrival = an_arrival()
    arrival.save()
    a_receipt(arrival, "one").save()
    a_receipt(arrival, "two").save()
    found = rows.each(Receipt, arrival=arrival.pk)
    assert [columns(one) for one in found] == [columns(one) for one in Receipt.objects.order_by("id")]
    known = rows.first(Arrival, key="mail:1", state=State.WAITING)
    assert known and columns(known) == columns(Arrival.objects.get())
    assert rows.first(Arrival, key="mail:2") is None


def test_rows_come_in_the_order_of_the_model():
    Department.objects.all().delete()
    for slug, position in (("c", 0), ("a", 2), ("b", 1)):
        Department(slug=slug, name_de=slug, name_en=slug, local_part=slug, position=position).save()
    assert [one.slug for one in rows.each(Department)] == ["c", "b", "a"]


def test_only_rows_whose_columns_are_as_given_are_changed():
    for key in ("mail:1", "mail:2"):
        rows.insert(an_arrival(key))
    at = timezone.now()
    values = {"state": State.DONE, "claimed_until": at, "claim": 2}
    assert rows.change(Arrival, values, key="mail:2", state=State.WAITING) == 1
    assert rows.change(Arrival, values, key="mail:2", state=State.WAITING) == 0
    changed = Arrival.objects.get(key="mail:2")
    assert (changed.state, changed.claimed_until, changed.claim) == (State.DONE, at, 2)
    assert Arrival.objects.get(key="mail:1").state == State.WAITING


def test_whether_there_is_one():
    rows.insert(an_arrival())
    assert rows.exists(Arrival, key="mail:1", claim=0) and not rows.exists(Arrival, key="mail:1", claim=1)

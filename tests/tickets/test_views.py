"""The queues: who sees what, in which order, and at what price."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import nordlicht
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hostdesk.calendars import load
from hostdesk.lib import statistics
from hostdesk.tickets import access, actions, counting, views
from hostdesk.tickets.models import Queue, Ticket

pytestmark = pytest.mark.django_db


def _slugs(staff: Any, ticket: Ticket) -> set[str]:
    return {
        view.slug
        for view in views.views_of(staff)
        if ticket in views.rows(staff, view, now=timezone.now()).tickets
    }


def test_each_state_has_its_views(ada: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in())
    assert _slugs(ada, ticket) >= {"unassigned", "all", "dept-support"}
    actions.take(ticket, ada)
    assert _slugs(ada, ticket) >= {"mine", "all", "dept-support"}
    actions.pend(ticket, timezone.now() + timedelta(days=60), ada)
    assert "pending" in _slugs(ada, ticket)
    actions.solve(ticket, ada)
    assert _slugs(ada, ticket) == {"solved"}
    actions.spam(ticket, ada)
    assert _slugs(ada, ticket) == {"spam"}


def test_another_department_finds_nothing(ada: Any, elif_: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in())
    assert _slugs(elif_, ticket) == set()
    assert set(counting.counts(elif_).values()) == {0}
    for ask in (lambda: access.ticket_for(elif_, ticket.number), lambda: access.message_for(elif_, 1)):
        with pytest.raises(access.NotFound):
            ask()


def test_whoever_left_sees_nothing(ada: Any) -> None:
    nordlicht.comes_in()
    ada.is_active = False
    assert not access.visible_to(ada).exists()


def test_it_is_hers_even_from_another_department(ada: Any, elif_: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in())
    actions.assign(ticket, elif_, ada)
    assert "mine" in _slugs(elif_, ticket)
    actions.change_department(ticket, nordlicht.department("sales"), ada)
    assert _slugs(elif_, ticket) == _slugs(ada, ticket) == set()


def test_pages_go_on_where_the_last_one_ended(ada: Any) -> None:
    for place in range(7):
        nordlicht.comes_in(f"kunde{place}@viele.example.test", at=nordlicht.ago(hours=place))
    view = views.view_of(ada, "all")
    assert view is not None
    seen, after = [], None
    while True:
        page = views.rows(ada, view, after=after, size=3)
        seen += [one.pk for one in page.tickets]
        after = page.next_cursor
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 7
    assert seen == [one.pk for one in views.rows(ada, view, size=50).tickets]


def test_a_page_and_the_counts_ask_as_many_questions_with_a_thousand_tickets(ada: Any) -> None:
    _fill(1)
    few = _questions(ada)
    _fill(1000)
    assert _questions(ada) <= few <= 14


def test_the_queues_are_read_from_their_indexes(ada: Any) -> None:
    """No list and no count reads the whole table, whatever the planner knows of it."""
    _fill(20_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for staff in (ada, nordlicht.person("ines")):
        for view in views.views_of(staff):
            plan = _plan(
                view.narrow(access.visible_to(staff), staff, views.moments(timezone.now())).order_by(
                    *view.order
                )[:50]
            )
            assert not re.search(_WIDE, plan), (view.slug, plan)


def test_the_second_page_begins_where_the_first_ended(ada: Any) -> None:
    """It reads its fifty from the index, not everything beyond the first page in order to sort it."""
    _fill(2000)
    statistics.refresh()
    for slug in ("all", "solved", "dept-support"):
        view = views.view_of(ada, slug)
        assert view is not None
        after = views.rows(ada, view).next_cursor
        with CaptureQueriesContext(connection) as found:
            assert views.rows(ada, view, after=after).tickets
        asked = next(one["sql"] for one in reversed(found) if "LIMIT 51" in one["sql"])
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' * (connection.vendor == 'sqlite')}{asked}")
            plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
        assert "MULTI-INDEX" not in plan and "TEMP B-TREE" not in plan, (slug, plan)


# Everything, or everything of a department, of an agent, or that was never merged.
_WIDE = r"SCAN tickets_ticket\n|Seq Scan on tickets_ticket |INDEX tickets_ticket_\w+_id_"


def _plan(rows: Any) -> str:
    return f"{rows.explain()}\n"


def _questions(ada: Any) -> int:
    view = views.view_of(ada, "all")
    assert view is not None
    with CaptureQueriesContext(connection) as found:
        for ticket in views.rows(ada, view).tickets:
            assert ticket.department.slug
            assert ticket.calendar.hours
            assert ticket.assignee is None
        counting.counts(ada)
    return len(found)


def _fill(number: int) -> None:
    """Most of them solved long ago, as in any desk that is a year old."""
    department, calendar = nordlicht.department("support"), load.current()
    there = Ticket.objects.count()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    Ticket.objects.bulk_create(
        [
            Ticket(
                number=f"X-{there + place}", department=department, calendar=calendar,
                requester="a@b.example.test", received_at=at,
                due_at=at + timedelta(minutes=place), changed_at=at,
                last_message_at=at,
                queue=None if place % 20 else Queue(place // 20 % 3),
                state="solved" if place % 20 else "open",
                solved_at=at if place % 20 else None, pending_until=at if place // 20 % 3 == 2 else None,
            )
            for place in range(number)
        ],
        batch_size=500,
    )  # fmt: skip

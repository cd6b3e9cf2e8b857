"""An agent records, a lead waives, Accounting approves; auditors look."""

import pytest

from hostdesk.accounts import rights
from hostdesk.accounts.models import Department, Role, Staff

pytestmark = pytest.mark.django_db

CASES = [
    # role, department, keeps the accounts, sees them, leads, administers
    (Role.AGENT, "support", False, False, False, False),
    (Role.AGENT, "accounting", True, True, False, False),
    (Role.LEAD, "support", False, False, True, False),
    (Role.LEAD, "accounting", True, True, True, False),
    (Role.ADMIN, None, True, True, True, True),
    (Role.AUDITOR, None, False, True, False, False),
    (Role.AUDITOR, "accounting", False, True, False, False),
]


@pytest.mark.parametrize(("role", "department", "keeps", "sees", "leads", "administers"), CASES)
def test_what_each_role_may_do_about_money(
    role: Role, department: str | None, keeps: bool, sees: bool, leads: bool, administers: bool
) -> None:
    one = Staff.objects.create_user("x@nordlicht.example.test", "x" * 12, name="X", role=role)
    if department:
        named = {"name_de": department, "name_en": department, "local_part": department}
        one.departments.add(Department.objects.get_or_create(slug=department, defaults=named)[0])
    assert rights.keeps_accounts(one) is keeps
    assert rights.sees_accounts(one) is sees
    assert rights.leads(one) is leads
    assert rights.administers(one) is administers


def test_who_has_left_may_do_nothing() -> None:
    one = Staff.objects.create_user("x@nordlicht.example.test", "x" * 12, name="X", role=Role.ADMIN)
    one.is_active = False
    assert not any(may(one) for may in (rights.keeps_accounts, rights.sees_accounts, rights.leads))

"""Who the staff are and what their roles allow."""

from typing import Any

import pytest

from hostdesk.accounts.models import Department, Role, Staff


@pytest.mark.parametrize(
    ("role", "sees_everything", "may_change"),
    [
        (Role.AGENT, False, True),
        (Role.LEAD, False, True),
        (Role.ADMIN, True, True),
        (Role.AUDITOR, True, False),
    ],
)
def test_what_a_role_allows(role: Role, sees_everything: bool, may_change: bool) -> None:
    staff = Staff(role=role)
    assert (staff.sees_everything, staff.may_change) == (sees_everything, may_change)


def test_whoever_left_changes_nothing() -> None:
    assert not Staff(role=Role.ADMIN, is_active=False).may_change


@pytest.mark.parametrize(
    ("name", "initials"), [("Ada Lindqvist", "AL"), ("Cher", "C"), ("Anna Maria von Au", "AA"), ("", "")]
)
def test_initials_fit_a_narrow_column(name: str, initials: str) -> None:
    assert Staff(name=name).initials == initials


@pytest.mark.django_db
def test_without_a_password_nobody_signs_in_as_her(db: Any) -> None:
    staff = Staff.objects.create_user(" Ada@Nordlicht.example.test ", name="Ada")
    assert staff.email == "ada@nordlicht.example.test"
    assert not staff.has_usable_password()


def test_a_department_speaks_both_languages() -> None:
    department = Department(name_de="Vertrieb", name_en="Sales", signature_de="Ihr", signature_en="Your")
    assert [department.name("de"), department.name("en"), department.name("fr")] == [
        "Vertrieb",
        "Sales",
        "Vertrieb",
    ]
    assert department.signature("en") == "Your"

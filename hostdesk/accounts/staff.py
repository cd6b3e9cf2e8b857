"""Who may sign in to the desk: add somebody, give a new password, switch off and on."""

import secrets
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hostdesk.accounts.models import Department, Role, Staff
from hostdesk.core.failures import PermanentFailure
from hostdesk.journal.record import record, writing


def add(email: str, name: str, role: str, departments: Sequence[str], *, by: str) -> tuple[Staff, str]:
    """The new member of staff and her first password; raises PermanentFailure in words for a person."""
    email = _checked(email)
    with writing():
        if Staff.objects.filter(email=email).exists():
            raise PermanentFailure(f"{email} is at the desk already.")
        found = _departments(departments)
        password = _new_password()
        staff = Staff.objects.create_user(email, password, name=name, role=Role(role))
        staff.departments.set(found)
        record(
            "staff.added", about=_about(staff), by=by, email=email, role=role, departments=list(departments)
        )
    return staff, password


def renew_password(email: str, *, by: str) -> str:
    """A new password; the old one and all sessions end. PermanentFailure if nobody has this address."""
    with writing():
        staff, password = _find(email), _new_password()
        staff.set_password(password)
        staff.save(update_fields=["password"])
        record("staff.password_renewed", about=_about(staff), by=by)
    return password


def switch(email: str, *, is_active: bool, by: str) -> Staff:
    """Let somebody sign in, or no more: nobody is deleted, her name stays on what she wrote."""
    with writing():
        staff = _find(email)
        staff.is_active = is_active
        staff.save(update_fields=["is_active"])
        record("staff.switched_on" if is_active else "staff.switched_off", about=_about(staff), by=by)
    return staff


def _about(staff: Staff) -> str:
    return f"staff:{staff.pk}"


def _checked(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as error:
        raise PermanentFailure(f"{email!r} is not an e-mail address.") from error
    return email.strip().lower()


def _departments(slugs: Sequence[str]) -> list[Department]:
    known = {department.slug: department for department in Department.objects.all()}
    if unknown := [slug for slug in slugs if slug not in known]:
        raise PermanentFailure(f"There is no department {', '.join(unknown)}; there are {', '.join(known)}.")
    return [known[slug] for slug in slugs]


def _find(email: str) -> Staff:
    try:
        return Staff.objects.get(email=email.strip().lower())
    except Staff.DoesNotExist as error:
        raise PermanentFailure(f"Nobody at the desk has the address {email}.") from error


def _new_password() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(5))  # 80 bits, easy to read out

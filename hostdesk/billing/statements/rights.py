"""Who makes statements: administrators, and whoever belongs to Accounting."""

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Role, Staff
from hostdesk.core.states import NotAllowed

ACCOUNTING = "accounting"  # slug of the department


def may_bill(staff: Staff) -> bool:
    """Make, export and credit statements."""
    return staff.may_change and (staff.role == Role.ADMIN or _is_in_accounting(staff))


def may_look(staff: Staff) -> bool:
    """See statements: auditors do too."""
    return staff.is_active and (staff.sees_everything or _is_in_accounting(staff))


def require(staff: Staff) -> None:
    """NotAllowed unless this person may bill."""
    if not may_bill(staff):
        raise NotAllowed(gettext_noop("Statements are made by Accounting."))


def _is_in_accounting(staff: Staff) -> bool:
    return any(one.slug == ACCOUNTING for one in staff.departments.all())

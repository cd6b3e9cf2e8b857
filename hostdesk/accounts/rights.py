"""Who may do what beyond working on tickets: an agent records, a lead waives, Accounting approves."""

from hostdesk.accounts.models import Role, Staff

ACCOUNTING = "accounting"  # slug of the department; its names and its address may change, this does not


def keeps_accounts(staff: Staff) -> bool:
    """May approve charges, statements and complaints: who belongs to Accounting, and administrators."""
    return staff.may_change and (staff.role == Role.ADMIN or _is_in_accounting(staff))


def sees_accounts(staff: Staff) -> bool:
    """May look at charges and statements: auditors too."""
    return staff.is_active and (staff.sees_everything or _is_in_accounting(staff))


def leads(staff: Staff) -> bool:
    """May waive what work costs, and correct the work of others: leads and administrators."""
    return staff.is_active and staff.role in (Role.LEAD, Role.ADMIN)


def administers(staff: Staff) -> bool:
    """May change prices, services and contracts."""
    return staff.is_active and staff.role == Role.ADMIN


def _is_in_accounting(staff: Staff) -> bool:
    return any(one.slug == ACCOUNTING for one in staff.departments.all())

"""Who decides about complaints: whoever keeps the accounts."""

from django.utils.translation import gettext_noop

from hostdesk.accounts import rights
from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed

ACCOUNTING = gettext_noop("Complaints are decided by Accounting.")


def require(staff: Staff) -> None:
    """NotAllowed unless this person may decide, write results and export credits."""
    if not rights.keeps_accounts(staff):
        raise NotAllowed(ACCOUNTING)

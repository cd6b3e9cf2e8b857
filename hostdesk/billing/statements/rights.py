"""Statements are made, exported and credited by Accounting."""

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import keeps_accounts
from hostdesk.core.states import NotAllowed


def require(staff: Staff) -> None:
    """NotAllowed unless this person keeps the accounts."""
    if not keeps_accounts(staff):
        raise NotAllowed(gettext_noop("Statements are made by Accounting."))

"""How signing in behaves: staff only, one message for every wrong attempt."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class StaffOnly(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody can sign up."""

    # Which of the two was wrong, and whether the account exists, is nobody's business.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not belong together."),
        "invalid_login": _("This address and this password do not belong together."),
        "too_many_login_attempts": _("Too many attempts. Please wait five minutes and try again."),
        "incorrect_password": _("This is not your present password."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the change began."""
        return reverse("desk:preferences")

"""Why a form that is filled in rightly is shown once more: what a person answers by pressing the button."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hostdesk.customers.models import Contact
from hostdesk.portal import form_guard
from hostdesk.portal.form_token import Standing, Token
from hostdesk.portal.own_origin import is_ours


def objection(request: HttpRequest, contact: Contact | None, token: Token) -> tuple[int, str] | None:
    """Status and words of the first one; None lets the form pass."""
    for is_so, status, words in _objections(request, contact, token):
        if is_so:
            return status, words
    return None


def _objections(request: HttpRequest, contact: Contact | None, token: Token) -> list[tuple[bool, int, str]]:
    return [
        (
            token.standing is not Standing.GOOD or not is_ours(request), 409,
            _("This form was open for a long time, or in another tab. Nothing is lost: please send it now."),
        ),
        (
            form_guard.is_too_quick(token, contact), 409,
            _("That was very quick. If you are not a program, please press the button once more."),
        ),
        (
            form_guard.must_wait(request, contact), 429,
            _("Very many forms have come from your network. Please wait some minutes and send this again."),
        ),
    ]  # fmt: skip

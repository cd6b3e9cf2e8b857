"""Amounts and rates out of a form, as the reader writes them."""

from decimal import Decimal

from django.utils.translation import gettext_noop

from hostdesk.core.states import NotAllowed
from hostdesk.core.written_numbers import NoNumber, Style, number
from hostdesk.desk import amounts

NO_MONEY = gettext_noop("Enter the amount like 11.90, and the VAT rate like 19.")


def figure(written: str) -> Decimal | None:
    """None if nothing was entered; NotAllowed if it is no figure with at most two decimals."""
    if not written.strip():
        return None
    try:
        found = number(written, Style.COMMA if amounts.language() == "de" else Style.POINT)
    except NoNumber as error:
        raise NotAllowed(NO_MONEY) from error
    if abs(found) >= 10**7 or found != round(found, 2):
        raise NotAllowed(NO_MONEY)
    return found

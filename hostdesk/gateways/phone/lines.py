"""Whose phone was called: Sales by the hotline, Support by the customers' number, others as configured."""

from functools import lru_cache

from django.conf import settings

from hostdesk.accounts.models import Department
from hostdesk.core import call_lines
from hostdesk.lib import phones


def department_of(called: str) -> Department:
    """The department of the number that was called, as it came; the default's if it is nobody's (M4, M6)."""
    values = settings.HOSTDESK
    known = _lines(
        values["HOSTDESK_SALES_PHONE"], values["HOSTDESK_CUSTOMER_PHONE"],
        tuple(values["HOSTDESK_CALL_LINES"].items()),
    )  # fmt: skip
    slug = call_lines.department_of(_comparable(called), known)
    by_slug = {one.slug: one for one in Department.objects.all()}
    everybody = list(by_slug.values())
    return by_slug.get(slug) or next((one for one in everybody if one.is_default), everybody[0])


@lru_cache(maxsize=8)
def _lines(sales: str, support: str, others: tuple[tuple[str, str], ...]) -> dict[str, str]:
    ours = [(sales, "sales"), (support, "support"), *others]
    return {_comparable(number): slug for number, slug in ours if number}


def _comparable(number: str) -> str:
    phone = phones.read(number)
    return phone.e164 or phone.raw

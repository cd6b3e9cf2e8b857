"""Customers, the people who write for them, and what they have with us."""

from hostdesk.customers.models.invoice import Invoice, InvoiceItem, InvoiceRevision, InvoiceStatus
from hostdesk.customers.models.people import Account, Contact, Customer, Place
from hostdesk.customers.models.pin import PinCheck

__all__ = [
    "Account", "Contact", "Customer", "Invoice", "InvoiceItem", "InvoiceRevision", "InvoiceStatus",
    "PinCheck", "Place",
]  # fmt: skip

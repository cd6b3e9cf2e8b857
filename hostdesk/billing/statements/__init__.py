"""Statements: what a customer is sent for a month, and what the accounting system takes over."""

from hostdesk.billing.statements.crediting import credit
from hostdesk.billing.statements.exporting import export
from hostdesk.billing.statements.making import make_statements

__all__ = ["credit", "export", "make_statements"]

"""Statements: what a customer is sent for a month, and what the accounting system takes over."""

from hostdesk.billing.statements.crediting import credit
from hostdesk.billing.statements.exporting import export
from hostdesk.billing.statements.making import make_statements
from hostdesk.billing.statements.rights import may_bill, may_look

__all__ = ["credit", "export", "make_statements", "may_bill", "may_look"]

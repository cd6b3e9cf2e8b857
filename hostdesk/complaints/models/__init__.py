"""Complaints about invoices: what is disputed, what was decided, and what it gave back."""

from hostdesk.complaints.models.complaint import Complaint, ComplaintItem, Stage
from hostdesk.complaints.models.decision import ItemDecision
from hostdesk.complaints.models.result import CreditExport, Result

__all__ = ["Complaint", "ComplaintItem", "CreditExport", "ItemDecision", "Result", "Stage"]

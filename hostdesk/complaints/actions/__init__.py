"""What people do with complaints; each function is one transaction."""

from hostdesk.complaints.actions.opening import open_complaint

__all__ = ["open_complaint"]

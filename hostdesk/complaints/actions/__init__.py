"""What people do with complaints; each function is one transaction."""

from hostdesk.complaints.actions.deciding import decide
from hostdesk.complaints.actions.finishing import finish
from hostdesk.complaints.actions.opening import open_complaint

__all__ = ["decide", "finish", "open_complaint"]

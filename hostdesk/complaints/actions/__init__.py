"""What people do with complaints; each function is one transaction."""

from hostdesk.complaints.actions.deciding import decide
from hostdesk.complaints.actions.finishing import finish
from hostdesk.complaints.actions.opening import NO_REASON, open_complaint

__all__ = ["NO_REASON", "decide", "finish", "open_complaint"]

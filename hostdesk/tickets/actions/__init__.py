"""What people do with tickets; each function is one transaction."""

from hostdesk.tickets.actions.handling import assign, change_department, pend, reopen, solve, take, wake
from hostdesk.tickets.actions.joining import dismiss, link, merge, unmerge
from hostdesk.tickets.actions.keeping import not_spam, seen, spam, trouble_seen
from hostdesk.tickets.actions.note import note
from hostdesk.tickets.actions.opening import open_by_staff
from hostdesk.tickets.actions.reply import SOLVE, Moved, reply
from hostdesk.tickets.actions.taking_back import send_now, undo

__all__ = [
    "SOLVE", "Moved", "assign", "change_department", "dismiss", "link", "merge", "not_spam", "note",
    "open_by_staff", "pend", "reopen", "reply", "seen", "send_now", "solve", "spam", "take", "trouble_seen",
    "undo", "unmerge", "wake",
]  # fmt: skip

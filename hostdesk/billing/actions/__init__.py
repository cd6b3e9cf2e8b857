"""What people do with price, work and consent; each function is one transaction."""

from hostdesk.billing.actions.administration import add_tariff, save_service
from hostdesk.billing.actions.answering import (
    give_consent,
    give_consent_at_portal,
    refuse_consent,
    refuse_consent_at_portal,
)
from hostdesk.billing.actions.asking import ask_consent, raise_cap
from hostdesk.billing.actions.by_mail import Candidate, confirm_reply, consent_replies
from hostdesk.billing.actions.charges import approve, mark_billed, waive
from hostdesk.billing.actions.recording import correct_interval, record_interval
from hostdesk.billing.actions.refused import ConsentRefused
from hostdesk.billing.actions.revoking import revoke, revoke_at_portal, revoke_by_link
from hostdesk.billing.actions.services import (
    accept_service,
    decline_service,
    promise_call,
    record_call,
    request_service,
)  # fmt: skip
from hostdesk.billing.actions.sleeping import sleep_until_working_day
from hostdesk.billing.actions.sphere import answer_dispute, dispute, find_sphere
from hostdesk.billing.actions.working import (
    ConsentNeeded,
    pause_timer,
    resume_timer,
    start_timer,
    still_working,
    stop_timer,
)  # fmt: skip

__all__ = [
    "Candidate", "ConsentNeeded", "ConsentRefused", "accept_service", "add_tariff", "answer_dispute",
    "approve", "ask_consent", "confirm_reply", "consent_replies", "correct_interval", "decline_service",
    "dispute", "find_sphere", "give_consent", "give_consent_at_portal", "mark_billed", "pause_timer",
    "promise_call", "raise_cap", "record_call", "record_interval", "refuse_consent",
    "refuse_consent_at_portal", "request_service", "resume_timer", "revoke", "revoke_at_portal",
    "revoke_by_link", "save_service", "sleep_until_working_day", "start_timer", "still_working",
    "stop_timer", "waive",
]  # fmt: skip

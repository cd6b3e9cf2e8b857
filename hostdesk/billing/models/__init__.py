from hostdesk.billing.models.catalogue import OPEN_STATES, CallAttempt, RequestState, Service, ServiceRequest
from hostdesk.billing.models.charge import Charge, ChargeState, Draft
from hostdesk.billing.models.consent import Answer, ConsentRequest, Way
from hostdesk.billing.models.sphere import Dispute, Finding, SphereFinding
from hostdesk.billing.models.statement import (
    Statement,
    StatementCharge,
    StatementCounter,
    StatementExport,
)
from hostdesk.billing.models.tariff import TariffVersion
from hostdesk.billing.models.work import Timer, WorkInterval, WorkKind

__all__ = [
    "OPEN_STATES", "Answer", "CallAttempt", "Charge", "ChargeState", "ConsentRequest", "Dispute", "Draft",
    "Finding", "RequestState", "Service", "ServiceRequest", "SphereFinding", "Statement", "StatementCharge",
    "StatementCounter", "StatementExport", "TariffVersion", "Timer", "Way", "WorkInterval", "WorkKind",
]  # fmt: skip

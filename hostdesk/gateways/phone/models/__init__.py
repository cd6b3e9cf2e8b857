from hostdesk.gateways.phone.models.call import Call
from hostdesk.gateways.phone.models.heard import CallEvent
from hostdesk.gateways.phone.models.proof import CallerProof

__all__ = ["Call", "CallEvent", "CallerProof"]

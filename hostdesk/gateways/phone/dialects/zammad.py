"""The "generic CTI" that many exchanges have a connector for: like sipgate's, as form or JSON."""

from hostdesk.gateways.phone.dialects import sipgate
from hostdesk.gateways.phone.dialects.request import Answer, Dialect, Request, unsigned


def _answer(request: Request) -> Answer:
    return Answer("application/json", b"{}")


DIALECT = Dialect(unsigned, sipgate.read, _answer)

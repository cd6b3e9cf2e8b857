"""What `hostdesk verify` looks at in charges and consents."""

from collections.abc import Iterator
from decimal import Decimal

from hostdesk.billing.consents import digest
from hostdesk.billing.models import Answer, Charge, ConsentRequest
from hostdesk.journal.checks import Finding, check
from hostdesk.journal.models import Event

_CHUNK = 2000


@check("charges")
def charges_add_up() -> Iterator[Finding]:
    """The sums of every charge are those of the bill that it keeps, and its net is that of its lines."""
    for charge in Charge.objects.order_by("pk").iterator(_CHUNK):
        lines = sum((Decimal(line["amount"]) for line in charge.bill["lines"]), Decimal(0))
        if not (
            charge.net == Decimal(charge.bill["net"]) == lines and charge.gross == charge.net + charge.vat
        ):
            yield Finding(f"Charge {charge.pk} does not add up.", where=f"charge {charge.pk}")


@check("consents")
def consents_are_as_recorded() -> Iterator[Finding]:
    """Every yes has its event in the journal, and its text is still the one that was agreed to."""
    events = Event.objects.filter(kind="consent.given").iterator(_CHUNK)
    given = {event.data["request"]: event.data["text_sha256"] for event in events}
    agreed = ConsentRequest.objects.filter(answer__in=[Answer.YES, Answer.REVOKED])
    for request in agreed.order_by("pk").iterator(_CHUNK):
        if given.get(request.pk) != digest(request.text):
            where = f"consent request {request.pk}"
            yield Finding(f"Consent {request.pk} is not what the journal recorded.", where=where)

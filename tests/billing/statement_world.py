"""Approved charges as the desk writes them, without working through a ticket each time."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Charge, ChargeState
from hostdesk.core.incoming import Address, Authentication, Incoming, Verdict
from hostdesk.core.tariff import price
from hostdesk.core.tariff_data import as_data
from hostdesk.core.tariff_rules import Rounding, Tariff
from hostdesk.core.work import Interval
from hostdesk.customers.models import Customer
from hostdesk.demo.cast_rows import install_cast
from hostdesk.tickets import intake
from hostdesk.tickets.models import Ticket

OCTOBER = date(2026, 10, 1)
TUESDAY = datetime(2026, 10, 13, 8, tzinfo=UTC)  # 10:00 in Munich, day price
NOVEMBER = datetime(2026, 11, 2, 9, tzinfo=UTC)  # when statements are made
_mails = count(1)


class Office:
    """Elif of Accounting, Ines who administers, Ada of Support; Meyer and Özdemir are customers."""

    def __init__(self) -> None:
        install_cast()
        by_name = {one.name.split()[0].lower(): one for one in Staff.objects.all()}
        self.elif_, self.ines, self.ada = by_name["elif"], by_name["ines"], by_name["ada"]
        self.frank, self.jonas, self.clara = by_name["frank"], by_name["jonas"], by_name["clara"]
        self.meyer, self.ozdemir = Customer.objects.order_by("number")[:2]

    def ticket(self, customer: Customer | None, subject: str = "Shop langsam") -> Ticket:
        """A letter that came in from this customer."""
        key = hashlib.sha256(str(next(_mails)).encode()).hexdigest()
        sender = customer.contacts.first().address if customer else "mallory@fremd.example.test"
        message = intake.receive(
            Incoming(
                key=f"mail:{key}",
                channel="mail",
                sender=Address(sender, "Petra Meyer"),
                subject=subject,
                text="Bitte helfen.",
                new_text="Bitte helfen.",
                to=(Address("support@localhost.localdomain"),),
                recipients=("support@localhost.localdomain",),
                message_id=f"{key[:20]}@meyer.example.test",
                authentication=Authentication(dmarc=Verdict.PASS),
                language="de",
            ),
            TUESDAY,
        )
        return Ticket.objects.get(pk=message.ticket_id)

    def charge(
        self,
        customer: Customer | None,
        start: datetime = TUESDAY,
        minutes: int = 20,
        *,
        ticket: Ticket | None = None,
        **tariff: Any,
    ) -> Charge:
        """An approved charge for so much work at the day price."""
        ticket = ticket or self.ticket(customer)
        end = start + timedelta(minutes=minutes)
        bill = price(
            [Interval(start, end, "1", ticket.number)], [Tariff(region="DE-BY", version="t1", **tariff)]
        )
        return Charge.objects.create(
            ticket=ticket, state=ChargeState.APPROVED, bill=as_data(bill), net=bill.net, vat=bill.vat,
            gross=bill.gross, tariff_labels="t1", calendar_labels="", sphere="outside",
            first_work=start, last_work=end, by=self.ada, at=end,
        )  # fmt: skip


MINUTES = {"rounding": Rounding.MINUTE}
ODD_PRICE = {"day_price": Decimal("20.35")}

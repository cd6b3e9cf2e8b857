"""The meter of one ticket: from stretches of work to lines, whole stretches at a time."""

from collections.abc import Iterable

from hostdesk.core.tariff_consent import Consent, agreed_parts, in_force
from hostdesk.core.tariff_lines import Line
from hostdesk.core.tariff_rules import Boundary, Flat
from hostdesk.core.tariff_sheet import Sheet
from hostdesk.core.tariff_versions import Part, Reigns, parts
from hostdesk.core.tariff_windows import Kind, PriceWindow
from hostdesk.core.work import Stretch


def metered(ticket: str, stretches: Iterable[Stretch], versions: Reigns, consent: Consent) -> list[Line]:
    """The lines of one ticket in the order of time; `stretches` are as `work.unbroken` gives them."""
    meter = _Meter(consent)
    for begins, ends in stretches:
        for part in parts(begins, ends, versions):
            meter.add(part)
    return [line for sheet in meter.sheets for line in sheet.lines(ticket, in_force(consent, sheet.ends))]


class _Meter:
    """Walks along the work and remembers which seconds are paid for but not yet used."""

    def __init__(self, consent: Consent) -> None:
        self.sheets: list[Sheet] = []
        self._consent = consent
        self._flats: list[PriceWindow] = []
        self._cap = consent.cap_seconds
        self._charged = 0  # surcharge seconds, as the cap counts them
        self._carry = 0  # seconds paid in an earlier window: for work that goes on without a break
        self._rest = 0  # seconds paid in this window: for whatever work comes in it
        self._payer: Sheet | None = None  # of the rest

    def add(self, part: Part) -> None:
        """Charge the next piece of work."""
        sheet = self._sheet(part)
        carried = min(self._carry, part.ends - part.begins)
        self._carry -= carried
        sheet.carried_in += carried
        begins = unseen = part.begins + carried
        agreed = agreed_parts(part.window.kind, begins, part.ends, part.tariff, self._consent)
        for (start, end), self._cap in agreed:
            sheet.unconsented += start - unseen
            self._charge(sheet, end - start)
            unseen = end
        sheet.unconsented += part.ends - unseen
        sheet.ends = part.ends

    def _sheet(self, part: Part) -> Sheet:
        last = self.sheets[-1] if self.sheets else None
        goes_on = last is not None and last.ends == part.begins
        if last is None or last.part.window != part.window:
            carries = last is not None and last.part.tariff.boundary is Boundary.CARRY
            self._carry = (self._carry or self._rest) if goes_on and carries else 0
            self._rest = 0
        elif not goes_on:
            self._carry = 0
        if last and (last.part.window, last.part.vat_rate) == (part.window, part.vat_rate):
            return last
        self.sheets.append(Sheet(part, part.ends))
        return self.sheets[-1]

    def _charge(self, sheet: Sheet, seconds: int) -> None:
        """First what is paid already, then started quarters as far as the cap allows; the rest is free."""
        used = min(self._rest, seconds)
        self._rest -= used
        if self._payer is sheet:
            sheet.billable += used
        else:
            sheet.carried_in += used
        if used < seconds:
            self._start(sheet, seconds - used)

    def _start(self, sheet: Sheet, seconds: int) -> None:
        unit = sheet.part.tariff.unit_seconds
        quarters = -(-seconds // unit)
        if sheet.part.window.kind is Kind.SURCHARGE:
            quarters = self._allowed(quarters, unit)
            self._charged += quarters * unit
            sheet.has_flat |= quarters > 0 and self._owes_flat(sheet)
        covered = min(seconds, quarters * unit)
        sheet.quarters += quarters
        sheet.billable += covered
        sheet.capped += seconds - covered
        self._rest, self._payer = quarters * unit - covered, sheet

    def _allowed(self, quarters: int, unit: int) -> int:
        if self._cap is None:
            return quarters
        return min(quarters, max(0, self._cap - self._charged) // unit)

    def _owes_flat(self, sheet: Sheet) -> bool:
        """Once per window, or once for ever; remembers that it has been asked for."""
        window = sheet.part.window
        is_paid = bool(self._flats) if sheet.part.tariff.flat is Flat.TICKET else window in self._flats
        if not is_paid:
            self._flats.append(window)
        return not is_paid

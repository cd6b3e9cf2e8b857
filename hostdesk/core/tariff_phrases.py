"""The words and notations in which a bill is explained. They belong to the calculation and to no page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Phrases:
    """How one language says it; the fields in braces are filled in."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date_form: str
    units: tuple[str, str, str]
    separators: tuple[str, str]  # of thousands, of the cents
    money_form: str
    day: str
    surcharge: str
    same_day: str
    days: str
    worked: str
    carried: str
    unconsented: str
    capped: str
    nothing: str
    charged: str
    quarter_units: tuple[str, str]
    minute_units: tuple[str, str]
    flat: str
    vat: str
    agreed: str
    agreed_before: str

    def date(self, day: date) -> str:
        """A date with its weekday."""
        return self.date_form.format(
            weekday=self.weekdays[day.weekday()], day=day.day, month=self.months[day.month - 1], year=day.year
        )

    def money(self, amount: Decimal) -> str:
        """Euros with two decimals."""
        thousands, point = self.separators
        plain = f"{abs(amount):,.2f}".translate({ord(","): thousands, ord("."): point})
        return ("−" if amount < 0 else "") + self.money_form.format(amount=plain)

    def duration(self, seconds: int) -> str:
        """Hours, minutes and seconds, those that are not zero."""
        minutes, rest = divmod(seconds, 60)
        counts = (*divmod(minutes, 60), rest)
        some = [f"{count} {unit}" for count, unit in zip(counts, self.units, strict=True) if count]
        return " ".join(some) or f"0 {self.units[1]}"


_ENGLISH = Phrases(
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    date_form="{weekday} {day} {month} {year}",
    units=("h", "min", "s"),
    separators=(",", "."),
    money_form="€{amount}",
    day="Day price",
    surcharge="Price for evenings, nights, weekends and public holidays",
    same_day="{day}, {start} to {end}",
    days="{start} to {end}",
    worked="we worked {time}.",
    carried="{time} of it were covered by a unit of time that had already been started.",
    unconsented="{time} are free, because you had not agreed to this price by then.",
    capped="{time} are free, because the limit you agreed to was reached.",
    nothing="This costs nothing more.",
    charged="For {time} we charge {count} {unit} at {price} per {quarter}: {amount}",
    quarter_units=("started quarter-hour", "started quarter-hours"),
    minute_units=("started minute", "started minutes"),
    flat="flat fee for work in this time: {amount}",
    vat="plus {rate}% VAT.",
    agreed="You agreed to this price on {moment}.",
    agreed_before="You agreed to this price before the work began.",
)

_GERMAN = Phrases(
    weekdays=("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
        *("August", "September", "Oktober", "November", "Dezember"),
    ),
    date_form="{weekday} {day}. {month} {year}",
    units=("Std.", "Min.", "Sek."),
    separators=(".", ","),
    money_form="{amount}\u00a0€",
    day="Tagespreis",
    surcharge="Preis für Abende, Nächte, Wochenenden und Feiertage",
    same_day="{day}, {start} bis {end} Uhr",
    days="{start} Uhr bis {end} Uhr",
    worked="Wir haben {time} gearbeitet.",
    carried="Davon waren {time} durch eine schon angefangene Zeiteinheit abgedeckt.",
    unconsented="{time} kosten nichts, weil Sie diesem Preis bis dahin nicht zugestimmt hatten.",
    capped="{time} kosten nichts, weil die vereinbarte Obergrenze erreicht war.",
    nothing="Das kostet nichts zusätzlich.",
    charged="Für {time} berechnen wir {count} {unit} zu {price} je {quarter}: {amount}",
    quarter_units=("angefangene Viertelstunde", "angefangene Viertelstunden"),
    minute_units=("angefangene Minute", "angefangene Minuten"),
    flat="Pauschale für Arbeit in dieser Zeit: {amount}",
    vat="zuzüglich {rate} % Umsatzsteuer.",
    agreed="Diesem Preis haben Sie am {moment} Uhr zugestimmt.",
    agreed_before="Diesem Preis haben Sie vor Beginn der Arbeit zugestimmt.",
)

LANGUAGES: Mapping[str, Phrases] = MappingProxyType({"de": _GERMAN, "en": _ENGLISH})

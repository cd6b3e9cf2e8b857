"""Invoices out of a file of the billing system: CSV with one row an item, or JSON."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hostdesk.core.failures import PermanentFailure
from hostdesk.core.written_numbers import Style, style_of
from hostdesk.lib import storable

MONEY = ("net", "gross", "total_net", "total_gross")
HEAD = ("number", "customer", "date", "status", "currency", "credits", "total_net", "total_gross")
ITEM = ("position", "text", "period", "quantity", "net", "vat_rate", "gross", "ref")
_REQUIRED = ("number", "customer", "date", "text", "net", "vat_rate")


class Unreadable(PermanentFailure):
    """Nothing of the file can be taken; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item with the head of its invoice, all as written; `where` is a line, or a place in the JSON."""

    where: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """What was read: rows by invoice number, in the order of the file."""

    invoices: dict[str, list[Row]]
    style: Style | None
    notes: list[str] = field(default_factory=list)


def read(content: bytes, *, is_json: bool) -> File:
    """The rows of a file; Unreadable if it is none of ours."""
    rows, style, notes = _json(content) if is_json else _csv(content)
    invoices: dict[str, list[Row]] = {}
    for row in rows:
        invoices.setdefault(" ".join(row.values.get("number", "").split()), []).append(row)
    return File(invoices, style, notes)


def decoded(content: bytes) -> str:
    """Text in UTF-8 with or without BOM, in UTF-16 with one, or as Windows and Latin-1 have it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for charset in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(charset)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _csv(content: bytes) -> tuple[list[Row], Style | None, list[str]]:
    text = decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns, notes = _columns(next(reader, []))
    rows = list(_rows(reader, columns))
    written = (row.values[name] for row in rows for name in MONEY if row.values.get(name))
    return rows, style_of(written), notes


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(";,\t", key=head.count)


def _columns(head: list[str]) -> tuple[list[str], list[str]]:
    names = [_NAMES.get(_plain(one), "") for one in head]
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise Unreadable(
            f"The first line must name the columns; there is none for {', '.join(missing)}. "
            f"Known are {', '.join(dict.fromkeys((*HEAD, *ITEM)))} and their German names."
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Unreadable(f"Two columns say the same ({', '.join(twice)}): leave one out.")
    unknown = [one for one, name in zip(head, names, strict=True) if not name and one.strip()]
    return names, [f"Columns that were not read: {', '.join(unknown)[:500]}"] if unknown else []


def _rows(reader: Any, columns: list[str]) -> Iterator[Row]:
    try:
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                found = zip(columns, cells, strict=False)
                yield Row(f"line {line}", {name: storable.text(cell) for name, cell in found if name})
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} is no CSV ({error}): is a quote left open?") from error


def _json(content: bytes) -> tuple[list[Row], Style | None, list[str]]:
    try:
        # Numbers stay as they were written, so that nothing is rounded.
        found = json.loads(decoded(content), parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"This is no JSON: {error}.") from error
    invoices = found.get("invoices") if isinstance(found, dict) else found
    if not isinstance(invoices, list):
        raise Unreadable('Write {"invoices": […]}, or a list of invoices.')
    rows = [row for place, one in enumerate(invoices) for row in _of_invoice(f"invoices[{place}]", one)]
    return rows, Style.POINT, []


def _of_invoice(where: str, invoice: Any) -> Iterator[Row]:
    if not isinstance(invoice, dict):
        raise Unreadable(f"{where} is no object with number, customer, date and items.")
    head = {name: _as_text(invoice.get(name)) for name in HEAD}
    items = invoice.get("items")
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise Unreadable(f"{where}.items is no list of objects.")
    if not items:
        yield Row(where, head)  # refused for what an item needs
    for place, item in enumerate(items):
        yield Row(f"{where}.items[{place}]", head | {name: _as_text(item.get(name)) for name in ITEM})


def _as_text(value: Any) -> str:
    return storable.text(value) if isinstance(value, str) else ""


def _plain(name: str) -> str:
    return "".join(one for one in name.casefold() if one.isalnum())


# What billing systems call it, without blanks and signs.
_ALIASES = {
    "number": "number invoice invoicenumber invoiceno rechnung rechnungsnummer rechnungsnr belegnummer",
    "customer": "customer customernumber customerno kunde kundennummer kundennr",
    "date": "date invoicedate issuedon datum rechnungsdatum belegdatum",
    "status": "status state zustand",
    "currency": "currency währung waehrung",
    "credits": "credits creditsinvoice gutschriftzu storniertrechnung",
    "total_net": "totalnet invoicenet summenetto rechnungnetto",
    "total_gross": "totalgross invoicegross summebrutto rechnungbrutto",
    "position": "position pos item itemno",
    "text": "text description bezeichnung beschreibung leistung artikel",
    "period": "period zeitraum leistungszeitraum",
    "quantity": "quantity qty menge anzahl",
    "net": "net netamount netto nettobetrag",
    "vat_rate": "vatrate vat ust ustsatz mwst mwstsatz steuersatz",
    "gross": "gross grossamount brutto bruttobetrag",
    "ref": "ref reference referenz kennung",
}
_NAMES = {alias: name for name, aliases in _ALIASES.items() for alias in aliases.split()}

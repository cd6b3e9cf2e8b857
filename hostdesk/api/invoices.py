"""POST /api/invoices: the billing system hands its invoices over, as `hostdesk invoices import` does."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hostdesk.api import body
from hostdesk.customers import import_report
from hostdesk.customers.importing import import_invoices
from hostdesk.customers.invoice_files import Unreadable

router = Router()
_TYPES = {"application/json": True, "text/csv": False}


class Refusal(Schema):
    """Why an invoice was not taken."""

    where: str
    invoice: str
    column: str
    why: str


class Taken(Schema):
    """What became of the request; every invoice was taken whole or not at all."""

    new: list[str]
    changed: list[str]
    restated: list[str]
    unchanged: int
    items: int
    refused: list[Refusal]
    notes: list[str]


class Wrong(Schema):
    """Nothing was taken."""

    error: str
    do: str


_TEXT = {"type": "string"}
_AMOUNT = {"oneOf": [{"type": "number"}, {"type": "string"}], "example": "11.90"}
_ITEM = {
    "type": "object",
    "required": ["text", "net", "vat_rate"],
    "properties": {
        "position": {"type": "integer"}, "text": _TEXT, "period": _TEXT, "quantity": _AMOUNT, "net": _AMOUNT,
        "vat_rate": _AMOUNT, "gross": _AMOUNT, "ref": _TEXT,
    },
}  # fmt: skip
_INVOICE = {
    "type": "object",
    "required": ["number", "customer", "date", "items"],
    "properties": {
        "number": _TEXT, "customer": _TEXT, "date": {"type": "string", "format": "date"},
        "status": {"enum": ["open", "paid", "cancelled"]}, "currency": _TEXT, "credits": _TEXT,
        "total_net": _AMOUNT, "total_gross": _AMOUNT, "items": {"type": "array", "items": _ITEM},
    },
}  # fmt: skip
_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["invoices"],
                "properties": {"invoices": {"type": "array", "items": _INVOICE}},
            }
        },
        "text/csv": {"schema": _TEXT},
    },
}


@router.post(
    "/invoices",
    response={200: Taken, 400: Wrong, 413: Wrong, 415: Wrong, 422: Taken},
    openapi_extra={"requestBody": _BODY},
)
def take(request: HttpRequest) -> Status[dict[str, Any]]:
    """Take invoices over. 200: at least one is here now; 422: all were refused, and why."""
    is_json = _TYPES.get(request.content_type or "")
    if is_json is None:
        return Status(415, {"error": "This content type is not known.", "do": f"Send {' or '.join(_TYPES)}."})
    try:
        content = body.read(request)
        report = import_invoices(content, is_json=is_json, source=f"api: {request.auth}")  # type: ignore[attr-defined]  # ninja puts the token's owner there
    except body.TooLarge as refusal:
        return Status(413, {"error": "The request is too large.", "do": refusal.text})
    except Unreadable as refusal:
        return Status(400, {"error": "Nothing of this could be read.", "do": refusal.text})
    is_taken = report.new or report.changed or report.restated or report.unchanged
    return Status(200 if is_taken or not report.refused else 422, import_report.as_data(report))

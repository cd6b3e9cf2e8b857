"""The address to which an exchange tells of its calls: kept first, answered at once, worked on afterwards."""

import json
import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hostdesk.core import call_sources
from hostdesk.gateways.phone import hearing
from hostdesk.gateways.phone.dialects import DIALECTS
from hostdesk.gateways.phone.dialects.request import Refused, Request, Unreadable

LARGEST = 64 * 1024  # bytes of one event
_FIELDS = 200

log = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def told(request: HttpRequest, dialect: str, token: str) -> HttpResponse:
    """200 once it is kept; 401 for strangers, whatever they sent; 503 asks the exchange to tell it again."""
    source = call_sources.with_token(settings.HOSTDESK["HOSTDESK_CALL_SOURCES"], dialect, token)
    if source is None:
        return _said(401, "this address is not known")
    body = _body(request)
    if body is None:
        return _said(413, f"an event has at most {LARGEST} bytes")
    speaks = DIALECTS[source.dialect]
    event = _request(request, body)
    try:
        speaks.check(event, source.secret)
        heard = speaks.read(event)
    except Refused as refusal:
        log.warning("an event for %s was refused: %s", source.name, refusal.text)
        return _said(401, refusal.text)
    except Unreadable as refusal:
        log.warning("an event of %s cannot be read: %s", source.name, refusal.text)
        return _said(422, refusal.text)
    if heard is not None:
        try:
            hearing.keep(source.name, heard, body.decode("utf-8", "replace"))
        except (DatabaseError, InterfaceError, OSError) as error:
            log.warning("an event of %s could not be kept: %s", source.name, error)
            return _said(503, "try again")
    answer = speaks.answer(event)
    return HttpResponse(answer.body, content_type=answer.content_type, headers=_NOT_KEPT)


def _body(request: HttpRequest) -> bytes | None:
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) > LARGEST:
        return None
    body = request.read(LARGEST + 1)
    return None if len(body) > LARGEST else body


def _request(request: HttpRequest, body: bytes) -> Request:
    return Request(
        body=body,
        headers={name.lower(): value for name, value in request.headers.items()},
        fields=_fields(request, body),
        address=settings.HOSTDESK["HOSTDESK_URL"] + request.path,
        at=timezone.now(),
    )


def _fields(request: HttpRequest, body: bytes) -> dict[str, list[str]]:
    """Of JSON or of a form; {} for what is neither."""
    try:
        if request.content_type == "application/json":
            return _of_json(json.loads(body))
        if request.content_type == "multipart/form-data":
            return _listed(_multipart(request, body))
        return _listed(QueryDict(body, encoding="utf-8"))
    except (ValueError, RecursionError, MultiPartParserError) as error:
        log.info("an event is neither JSON nor a form: %s", error)
        return {}


def _multipart(request: HttpRequest, body: bytes) -> QueryDict:
    from io import BytesIO

    found, _files = request.parse_file_upload(request.META, BytesIO(body))
    return found


def _listed(fields: QueryDict) -> dict[str, list[str]]:
    return {name: _texts(fields.getlist(name)) for name in list(fields)[:_FIELDS]}


def _of_json(said: Any) -> dict[str, list[str]]:
    if not isinstance(said, dict):
        return {}
    return {
        str(name): _texts(value if isinstance(value, list) else [value])
        for name, value in list(said.items())[:_FIELDS]
    }


def _texts(values: list[Any]) -> list[str]:
    """What a database can keep: no NUL, no halves of characters."""
    return [
        str(one).replace("\x00", "").encode("utf-8", "replace").decode()
        for one in values
        if isinstance(one, str | int) and not isinstance(one, bool)
    ]


def _said(status: int, why: str) -> HttpResponse:
    return HttpResponse(
        json.dumps({"error": why}), content_type="application/json", status=status, headers=_NOT_KEPT
    )


_NOT_KEPT = {"Cache-Control": "no-store"}

urlpatterns: list[URLPattern] = [path("<slug:dialect>/<str:token>/", told, name="call_told")]

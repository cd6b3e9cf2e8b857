"""Printing a page of the desk: with the rail around it, or only its inside for a script that asks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hostdesk.accounts.models import Role
from hostdesk.desk.gate import staff
from hostdesk.desk.rail import ROLES, rail


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """The whole page; `rail` in the context, if the view has asked for it already, is not asked for twice."""
    if "rail" not in context:
        context["rail"] = rail(staff(request))
    context["role"] = ROLES[Role(staff(request).role)]
    return render(request, template, context, status=status)


def fragment(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A piece of a page, the same that the page includes."""
    return render(request, template, context)


def wants_fragment(request: HttpRequest) -> bool:
    """A script asks for the inside only."""
    return request.headers.get("HX-Request") == "true"

"""The button that lets the demo's phone ring."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hostdesk.accounts.models import Department
from hostdesk.demo import calling
from hostdesk.demo.views import demo_only
from hostdesk.gateways.phone import lines


@require_POST
@demo_only
def ring(request: HttpRequest) -> HttpResponse:
    """It rings for twenty seconds; then somebody of the called department answers, or nobody."""
    caller = request.POST.get("caller", "")
    if caller not in calling.CALLERS:
        raise Http404
    agent = _somebody(lines.department_of(calling.CALLERS[caller][1])) if "answered" in request.POST else ""
    calling.ring(caller, answered_by=agent)
    messages.success(request, _("It rings, for twenty seconds. Look at the desk now."))
    return redirect("demo:people")


def _somebody(department: Department) -> str:
    found = department.staff.filter(is_active=True).order_by("pk").first()
    return found.name if found else ""

"""Adding and removing passkeys."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hostdesk.journal.record import writing
from hostdesk.portal import my_letters, passkeys
from hostdesk.portal.models import Passkey
from hostdesk.portal.my_security import page
from hostdesk.portal.signed_in import freshly_signed_in, signed_in
from hostdesk.portal.telling import tell

_NAME = 80  # characters


@freshly_signed_in
@require_POST
def question(request: HttpRequest) -> JsonResponse:
    """What the device needs to make one."""
    return JsonResponse(passkeys.ask_to_register(request, signed_in(request)))


@freshly_signed_in
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Keep what the device has made."""
    contact, now = signed_in(request), timezone.now()
    name = " ".join(request.POST.get("name", "").split())[:_NAME] or _("Passkey")
    said, state = request.POST.get("answer", "")[:50_000], request.POST.get("state", "")[:5_000]
    with writing():
        made = passkeys.register(request, contact, said, state, name, now)
        if made is not None:
            tell(contact, "my.passkey_added", name=name)
            my_letters.send(contact, "passkey_added", now, key=name)
    if made is None:
        words = _("The passkey could not be saved. Please try again.")
        return page(request, wrong={"passkey": [words]}, status=422)
    return redirect(f"{reverse('portal:my_security')}?done=passkey#done")


@freshly_signed_in
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """It opens nothing any more; another contact's is not found, and nothing happens."""
    contact = signed_in(request)
    with writing():
        found = Passkey.objects.filter(contact=contact, pk=pk).first()
        if found is not None:
            found.delete()
            tell(contact, "my.passkey_removed", name=found.name)
            my_letters.send(contact, "passkey_removed", timezone.now(), key=found.name)
    return redirect(f"{reverse('portal:my_security')}?done=no-passkey#done")

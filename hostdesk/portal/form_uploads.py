"""Files of guests: one network does not take all the room that there is for unfinished forms."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hostdesk.customers.models import Contact
from hostdesk.portal import brakes, form_files
from hostdesk.portal.brakes import Brake
from hostdesk.portal.form_guard import network

FORMS = Brake("form-files", 30, form_files.KEPT)  # with files, from one network: less than form_files.IN_ALL


def keep(
    request: HttpRequest, contact: Contact | None, nonce: str, uploaded: "list[UploadedFile[Any]]"
) -> list[str]:
    """As `form_files.keep`; from a network that has sent very many forms with files, none is taken."""
    is_new = bool(uploaded) and contact is None and not form_files.listed(nonce)
    if is_new and _is_one_too_many(network(request)):
        words = _("%(name)s was not taken: too many files are on their way. Try again in some minutes.")
        return [words % {"name": one.name or ""} for one in uploaded]
    return form_files.keep(nonce, uploaded)


def _is_one_too_many(whose: str) -> bool:
    try:
        if brakes.is_on(FORMS, whose):
            return True
        brakes.count(FORMS, whose)
    except (DatabaseError, InterfaceError):
        pass  # what was chosen must survive an outage
    return False

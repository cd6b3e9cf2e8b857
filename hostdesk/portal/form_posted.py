"""What a browser has posted, or in words why it is too much; a hostile one breaks nothing."""

from typing import Any

from django.core.exceptions import (
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from hostdesk.portal import form_files

LARGEST = form_files.LARGEST + 5_000_000  # bytes of everything that one form sends


class TooMuch(Exception):
    """It was not read; `words` say what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def posted(request: HttpRequest) -> tuple[dict[str, str], "list[UploadedFile[Any]]"]:
    """The last value of each field, and the files in their order; raises TooMuch."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdecimal() or int(size) > LARGEST:
        raise TooMuch(_files())
    try:
        return request.POST.dict(), list(request.FILES.getlist("files"))
    except TooManyFilesSent as error:
        raise TooMuch(_files()) from error
    except TooManyFieldsSent as error:
        raise TooMuch(_("That is not our form.")) from error
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError) as error:
        raise TooMuch(_("Your text is too long, or the connection was lost while it was sent.")) from error


def _files() -> str:
    words = {"most": form_files.MOST, "megabytes": form_files.LARGEST // 1_000_000}
    return _("A form takes %(most)s files with %(megabytes)s MB together. Please send fewer files.") % words

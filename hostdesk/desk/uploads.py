"""Files that an agent attaches; they stay chosen when a form comes back for a second look."""

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hostdesk.core.incoming import File
from hostdesk.core.states import NotAllowed
from hostdesk.lib import blobs, file_names

LARGEST = 25_000_000  # bytes of all files together: more do not pass most mail servers
_SALT = "desk.uploads"


def files_of(request: HttpRequest) -> list[File]:
    """The files of this form, and those of the attempt before; NotAllowed if they are too large."""
    files = [_file(token) for token in request.POST.getlist("kept_file")]
    for upload in request.FILES.getlist("files"):
        if upload.size and sum(one.size for one in files) + upload.size > LARGEST:
            raise NotAllowed(_("The files are too large: 25 MB together pass most mail servers."))
        content = upload.read()
        name = file_names.safe(upload.name or "")
        content_type = upload.content_type or "application/octet-stream"
        files.append(File(name, content_type[:255], content, blobs.sha256_of(content)))
    return files


def tokens(files: list[File]) -> list[tuple[str, str]]:
    """Name and token of each file, for a form that is shown again."""
    return [
        (one.name, signing.dumps([one.name, one.content_type, blobs.store(one.content)], salt=_SALT))
        for one in files
    ]


def _file(token: str) -> File:
    try:
        name, content_type, sha256 = signing.loads(token, salt=_SALT, max_age=24 * 3600)
    except signing.BadSignature as error:
        raise NotAllowed(_("A file could not be kept: please attach it again.")) from error
    return File(name, content_type, blobs.read(sha256), sha256)

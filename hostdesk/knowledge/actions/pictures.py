"""Pictures for articles, dropped into the editor."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.knowledge.actions.beginning import editing, moment
from hostdesk.knowledge.markup import slug_of
from hostdesk.knowledge.models import Article, Image
from hostdesk.knowledge.writing_down import tell
from hostdesk.lib import blobs, pictures

PICTURE_TOO_LARGE = gettext_noop("A picture has at most 5 MB.")
WHY = {
    "kind": gettext_noop(
        "A picture is a PNG, JPEG, GIF or WebP file; SVG could carry a program and is refused."
    ),
    "damaged": gettext_noop("This picture is damaged."),
    "large": PICTURE_TOO_LARGE,
    "pixels": gettext_noop("This picture has too many pixels: at most 8,000 each way and 25 million in all."),
}


def add_image(article: Article, name: str, content: bytes, by: Staff, *, at: datetime | None = None) -> Image:
    """Keep a picture; the same one twice is one. NotAllowed says what is wrong with it."""
    try:
        picture = pictures.read(content)
    except pictures.NoPicture as error:
        raise NotAllowed(WHY[str(error)]) from error
    sha256 = blobs.store(picture.content)
    with editing(by):
        known = Image.objects.filter(sha256=sha256).first()
        if known:
            return known
        stem = slug_of(name.rpartition(".")[0] or name) or "picture"
        image = Image.objects.create(
            sha256=sha256, name=f"{stem}.{picture.ending}", content_type=picture.content_type,
            width=picture.width, height=picture.height, article=article, added_at=moment(at), added_by=by,
        )  # fmt: skip
        tell(article, "article.image_added", by, moment(at), sha256=sha256, name=image.name)
        return image

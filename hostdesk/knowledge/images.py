"""Pictures in articles: kept as blobs, shown at an address that nobody can guess."""

from hostdesk.knowledge.markup import IMAGES
from hostdesk.knowledge.models import Image
from hostdesk.knowledge.reading import NotFound

_PREFIX = 32  # characters of the digest in the address: 128 bits


def address(image: Image) -> str:
    """The path of the picture."""
    return f"{IMAGES}{image.sha256[:_PREFIX]}/{image.name}"


def image_at(prefix: str, name: str) -> Image:
    """The picture at an address; NotFound."""
    found = Image.objects.filter(sha256__startswith=prefix, name=name).first()
    if found is None or len(prefix) != _PREFIX:
        raise NotFound(name)
    return found

"""A mail as its sender designed it: harmless HTML for a sandbox, where nothing runs and nothing loads."""

import base64
from dataclasses import dataclass

from hostdesk.lib import blobs, html
from hostdesk.tickets.models import Message

IMAGES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
LARGEST_IMAGES = 8_000_000  # bytes of all images within one mail


@dataclass(frozen=True, slots=True)
class Designed:
    """The body ("" if it is too large), whether images from elsewhere are left out, the page's policy."""

    body: str
    has_more_images: bool
    policy: str


def designed(message: Message, *, with_images: bool) -> Designed:
    """The HTML of a message; images from elsewhere only if asked for."""
    try:
        body = html.harmless(message.html, _images(message), remote_images=with_images)
    except html.TooMuch:
        body = ""
    has_more = not with_images and html.has_remote_images(message.html)
    return Designed(body, has_more, _policy(with_images))


def _policy(with_images: bool) -> str:
    """Nothing runs; the sandbox gives the page an origin of its own, without cookies."""
    images = "data: https: http:" if with_images else "data:"
    return (
        f"default-src 'none'; img-src {images}; style-src 'unsafe-inline'; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def _images(message: Message) -> dict[str, str]:
    """The mail's own images as data: a sandboxed page has no cookie to fetch them through the gate."""
    found, left = {}, LARGEST_IMAGES
    for one in message.attachments.filter(is_inline=True, content_type__in=IMAGES).exclude(content_id=""):
        left -= one.size
        if left >= 0:
            content = base64.b64encode(blobs.read(one.sha256)).decode()
            found[one.content_id.strip("<>")] = f"data:{one.content_type};base64,{content}"
    return found

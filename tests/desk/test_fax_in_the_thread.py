"""A fax in the thread: pages to look at, and marks."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hostdesk.core.incoming import Address, File, Incoming
from hostdesk.gateways.fax.models import ReceivedFax
from hostdesk.lib import blobs
from hostdesk.tickets import intake


def a_fax(**facts):
    """A fax of two pages, with what the line told about it."""
    out = io.BytesIO()
    Image.new("1", (864, 1222), 1).save(out, "PNG")
    content = out.getvalue()
    sha256 = blobs.sha256_of(content)
    files = [File(f"Seite-{n}.png", "image/png", content, sha256, is_inline=True) for n in (1, 2)]
    files.append(File("fax.tif", "image/tiff", b"II*", blobs.sha256_of(b"II*")))
    sent = Incoming("hyla:1", "fax", Address("", "+49 89 1234567"), subject="Fax", text="Fax", new_text="Fax",
                    files=tuple(files))  # fmt: skip
    now = timezone.now()
    message = intake.receive(sent, now)
    usual = {"pages": 2, "because": "words", "at": now}
    ReceivedFax.objects.create(message=message, **usual | facts)
    return message


@pytest.fixture
def ada(world, sign_in) -> Client:
    return sign_in(world.ada)


def page_of(ada: Client, message) -> str:
    return ada.get(reverse("desk:ticket", args=[message.ticket.number])).content.decode()


def test_its_pages_are_pictures_and_the_rest_are_files(ada):
    message = a_fax()
    html = page_of(ada, message)
    assert html.count('loading="lazy"') == 2
    assert "fax.tif" in html
    assert "Seite-1.png" not in html
    picture = ada.get(reverse("desk:fax_page", args=[message.attachments.first().pk]))
    assert picture["Content-Type"] == "image/png"
    assert picture["Content-Disposition"] == "inline"
    assert "sandbox" in picture["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        ({"error": "T.30 T2 timeout"}, "Incomplete"),
        ({"short_pages": [2]}, "Incomplete"),
        ({"bad_lines": 6}, "Noisy line"),
        ({"because": "nothing"}, "Please sort"),
    ],
)
def test_what_is_wrong_with_it_stands_above_its_pages(ada, facts, mark):
    assert mark in page_of(ada, a_fax(**facts))


def test_a_good_fax_has_no_mark(ada):
    assert 'class="marks"' not in page_of(ada, a_fax())

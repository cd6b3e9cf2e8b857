"""Names, subjects, texts and HTML of people who mean us harm are shown, and do nothing."""

from collections.abc import Callable

import desk_world
import pytest
from desk_world import World
from django.test import Client

from hostdesk.accounts.models import Staff
from hostdesk.lib import html

SignIn = Callable[[Staff | None], Client]

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "${alert(1)}`",
    "\u202egpj.exe<b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_words_on_every_page(text: str, world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter(
        f"S {text}", f"T {text}", name=f"N {text}", files=(desk_world.enclosure(f"{text}.txt"),)
    )
    client = sign_in(world.ada)
    client.post(f"/desk/t/{ticket.number}/draft/", {"kind": "out", "text": f"D {text}", "cc": text})
    for url in ("/desk/v/all/", f"/desk/t/{ticket.number}/", f"/desk/search/?q={text}", "/desk/search/?q=S"):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg/onload" not in page
        assert "</textarea><script" not in page


NEVER_SHOWN = (
    "script", "onerror", "onload", "onclick", "boese", "javascript:", "position", "data:", "<form", "<input",
    "<iframe", "<object", "<style", "url(",
)  # fmt: skip
HTML = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="https://boese.example.test"></iframe>',
    '<form action="https://boese.example.test"><input name=p></form>',
    "<style>body{background:url(https://boese.example.test/x)}</style>",
    '<div style="background:url(https://boese.example.test/x)">x</div>',
    '<div style="position:fixed;top:0">x</div>',
    '<meta http-equiv="refresh" content="0;url=https://boese.example.test">',
    '<base href="https://boese.example.test/">',
    '<object data="x"></object><embed src="x">',
    '<img src="https://boese.example.test/pixel.gif">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<link rel=stylesheet href="https://boese.example.test/x.css">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<video src="https://boese.example.test/v"><audio src=x>',
    '<p onclick="alert(1)" id="by" class="btn">x</p>',
]


@pytest.mark.parametrize("sent", HTML)
def test_designed_mails_neither_run_nor_load_nor_cover_anything(sent: str) -> None:
    shown = html.harmless(f"<p>before</p>{sent}<p>after</p>", {}).lower()
    for word in NEVER_SHOWN:
        assert word not in shown
    assert "before" in shown


def test_images_of_the_mail_itself_are_shown_and_remote_ones_only_when_asked_for() -> None:
    sent = '<img src="cid:logo@x"><img src="https://x.example.test/a.png">'
    images = {"logo@x": "data:image/png;base64,AAAA"}
    assert html.harmless(sent, images).count("src=") == 1
    assert html.harmless(sent, images, remote_images=True).count("src=") == 2
    assert html.has_remote_images(sent)


@pytest.mark.parametrize(
    "sent", ["<div>" * 300, "<b>x</b>" * 15_000, "x" * 2_000_000], ids=["deep", "many", "large"]
)
def test_html_that_is_made_to_hurt_is_not_even_begun(sent: str) -> None:
    with pytest.raises(html.TooMuch):
        html.harmless(sent, {})


def test_a_designed_mail_is_sealed_in_a_sandbox(world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter(html="<p>Hello</p><script>alert(1)</script>")
    message = ticket.messages.get(kind="in")
    response = sign_in(world.ada).get(f"/desk/m/{message.pk}/mail/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml"])
def test_attachments_are_downloads_that_no_browser_runs(
    content_type: str, world: World, sign_in: SignIn
) -> None:
    file = desk_world.enclosure("über\u202egnp.html", b"<script>alert(1)</script>", content_type)
    attachment = desk_world.letter(files=(file,)).messages.get(kind="in").attachments.get()
    response = sign_in(world.ada).get(f"/desk/f/{attachment.pk}/")
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"


def test_no_page_needs_inline_scripts_or_styles(world: World, sign_in: SignIn) -> None:
    ticket, client = desk_world.letter(), sign_in(world.ada)
    for url in (
        "/desk/v/all/",
        f"/desk/t/{ticket.number}/",
        "/desk/new/",
        "/desk/preferences/",
        "/desk/search/?q=shop",
    ):
        response = client.get(url)
        page = response.content.decode()
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page
        assert " onclick=" not in page

"""The knowledge base at the desk: who may open what, and what comes of pressing buttons."""

import struct
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import desk_world
import first_response
import pytest
from desk_world import World
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import Audience
from hostdesk.knowledge import actions, feedback, reading, statistics
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.models import Article, Image, Section, Text, Trace, Unsaved, Version
from hostdesk.tickets.models import Ticket

SignIn = Callable[[Staff | None], Client]
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 4, 4) + b"rest"
BODY = "## Schritte\n\n1. Klicken Sie auf **Neu**."


@pytest.fixture
def text(world: World) -> Text:
    """A draft of Ada's."""
    section = Section.objects.create(slug="mail", kind="article", name_de="E-Mail", name_en="Mail")
    content = Content("Postfach anlegen", "So geht es.", "", BODY)
    return actions.create_article(section, "article", content, "de", world.ada)


GETS = (
    "", "new/", "find/?q=Postfach&language=de", "sections/", "numbers/", "feedback/", "{text}",
    "{text}review/", "{text}versions/",
)  # fmt: skip
POSTS: dict[str, dict[str, str]] = {
    "new/": {"title": "Neu", "section": "mail", "kind": "article", "language": "de"},
    "preview/": {"body": "x", "language": "de"},
    "sections/save/": {"name_de": "A", "name_en": "A"},
    "sections/order/": {"section": "mail", "to": "up"},
    "feedback/{feedback}/seen/": {},
    "from/{reply}/": {},
    "inserted/{number}/": {"article": "{article}"},
    "{text}save/": {"number": "1", "title": "Neu"},
    "{text}keep/": {"number": "1", "title": "Neu"},
    "{text}drop/": {},
    "{text}translate/": {},
    "{text}place/": {"section": "mail", "kind": "article", "audience": "0"},
    "{text}image/": {},
    "{text}do/ask/": {},
}


def _names(world: World, text: Text) -> dict[str, Any]:
    letter = desk_world.letter()
    Ticket.objects.update(responded_at=timezone.now())
    reply = first_response.reply(letter, "Guten Tag,\n\nso geht es.", world.ada)
    said = feedback.helpful(text.article_id, "de", is_helpful=False)
    return {
        "text": f"{text.article.key}/de/", "reply": reply.pk, "number": letter.number, "feedback": said.pk,
        "article": text.article_id,
    }  # fmt: skip


def test_every_address_is_tried() -> None:
    desk = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "articles")
    assert len(desk.url_patterns) == len({*GETS, *POSTS})


def test_who_may_open_and_change_what(world: World, text: Text, sign_in: SignIn) -> None:
    names = _names(world, text)
    for path in GETS:
        url = f"/desk/articles/{path.format(**names)}"
        assert sign_in(world.audrey).get(url).status_code == 200, path
        assert sign_in(world.ada).get(url).status_code == 200, path
        assert sign_in(None).get(url).status_code == 302, path
    for path, data in POSTS.items():
        url = f"/desk/articles/{path.format(**names)}"
        posted = {name: value.format(**names) for name, value in data.items()}
        assert sign_in(None).post(url, posted).status_code == 302, path
        assert sign_in(world.audrey).post(url, posted).status_code == 403, path
        assert sign_in(world.ada).post(url, posted).status_code in (200, 302, 422), path
        if path != "new/":
            assert sign_in(world.ada).get(url).status_code == 405, path
    assert not Version.objects.filter(author=world.audrey).exists()


def test_a_reply_of_another_department_becomes_no_article(world: World, text: Text, sign_in: SignIn) -> None:
    secret = desk_world.letter(to="billing")
    Ticket.objects.update(responded_at=timezone.now())
    reply = first_response.reply(secret, "Geheim", world.adam)
    assert sign_in(world.ada).post(f"/desk/articles/from/{reply.pk}/").status_code == 404
    answer = sign_in(world.ada).post(
        f"/desk/articles/inserted/{secret.number}/", {"article": text.article_id}
    )
    assert answer.status_code == 404
    assert Article.objects.count() == 1
    assert not Trace.objects.exists()


def test_a_reply_becomes_an_article_in_two_clicks(world: World, text: Text, sign_in: SignIn) -> None:
    names = _names(world, text)
    client = sign_in(world.ada)
    assert (
        f"/desk/articles/from/{names['reply']}/" in client.get(f"/desk/t/{names['number']}/").content.decode()
    )
    page = client.post(f"/desk/articles/from/{names['reply']}/", follow=True).content.decode()
    assert "so geht es." in page
    assert "Take out what is personal" in page


def test_an_article_is_written_reviewed_published_and_read(world: World, text: Text, sign_in: SignIn) -> None:
    url = f"/desk/articles/{text.article.key}/de/"
    ada, ben = sign_in(world.ada), sign_in(world.ben)
    said = {
        "number": "1",
        "title": "Postfach anlegen",
        "body": f"{BODY}\n\nNeu.",
        "slug": "postfach",
        "then": "ask",
    }
    ada.post(f"{url}save/", said)
    assert "Publish version" not in ada.get(f"{url}review/").content.decode()
    assert "Publish version 2" in ben.get(f"{url}review/").content.decode()
    ben.post(f"{url}do/publish/", {"starts_at": ""})
    assert "Neu." in reading.article("postfach", "de", Audience.PUBLIC).html
    assert "shown since" in ada.get(f"{url}versions/").content.decode()
    ada.post(f"{url}do/withdraw/")  # leads only
    assert reading.article("postfach", "de", Audience.PUBLIC)
    sign_in(world.lea).post(f"{url}do/withdraw/")
    with pytest.raises(reading.NotFound):
        reading.article("postfach", "de", Audience.PUBLIC)


def test_two_editors_see_both_texts(world: World, text: Text, sign_in: SignIn) -> None:
    url = f"/desk/articles/{text.article.key}/de/"
    sign_in(world.ada).post(f"{url}save/", {"number": "1", "title": "T", "body": "Von Ada."})
    answer = sign_in(world.ben).post(f"{url}save/", {"number": "1", "title": "T", "body": "Von Ben."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Von Ada." in page
    assert "Von Ben." in page
    assert 'name="number" value="2"' in page


def test_what_is_typed_survives(world: World, text: Text, sign_in: SignIn) -> None:
    url = f"/desk/articles/{text.article.key}/de/"
    client = sign_in(world.ada)
    client.post(f"{url}keep/", {"number": "1", "title": "Halb", "body": "Halber Sa"})
    assert "Halber Sa" in client.get(url).content.decode()
    assert "Halber Sa" not in sign_in(world.ben).get(url).content.decode()
    client.post(f"{url}drop/")
    assert not Unsaved.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>",
        "![x](https://evil.example.test/x.png)", "[x](data:text/html,x)", "> **Note:** <b onclick=x>",
    ],
)  # fmt: skip
def test_no_program_gets_into_an_article(body: str, world: World, text: Text, sign_in: SignIn) -> None:
    shown = (
        sign_in(world.ada).post("/desk/articles/preview/", {"body": body, "language": "de"}).content.decode()
    )
    for bad in ("<script", "javascript:", "<img", "data:", "<b "):
        assert bad not in shown.replace("&lt;", "")


def test_a_megabyte_is_refused_and_nothing_is_lost(world: World, text: Text, sign_in: SignIn) -> None:
    url = f"/desk/articles/{text.article.key}/de/"
    answer = sign_in(world.ada).post(f"{url}save/", {"number": "1", "title": "T", "body": "Wort " * 200_000})
    assert answer.status_code == 422
    assert "too long" in answer.content.decode()
    assert Version.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (PNG, 200),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422),
        (b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 65000, 65000), 422),
        (b"x" * 5_000_001, 422),
    ],
)
def test_pictures(content: bytes, status: int, world: World, text: Text, sign_in: SignIn) -> None:
    url = f"/desk/articles/{text.article.key}/de/image/"
    answer = sign_in(world.ada).post(url, {"image": SimpleUploadedFile("Größe 1.png", content)})
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["markdown"].startswith("![groesse-1](/articles/images/")
        assert Image.objects.get().width == 4
    else:
        assert not Image.objects.exists()


def test_planned_outdated_and_filtered(world: World, text: Text, sign_in: SignIn) -> None:
    client = sign_in(world.lea)
    url = f"/desk/articles/{text.article.key}/de/"
    client.post(f"{url}do/publish/", {"starts_at": "2099-01-01T08:00"})
    assert "Version 1 comes" in client.get(url).content.decode()
    for wrong in ("2099-99-99T08:00", "morgen"):
        client.post(f"{url}do/publish/", {"starts_at": wrong})
    place = {
        "section": "mail",
        "kind": "article",
        "audience": "1",
        "outdated_after": str(timezone.localdate() - timedelta(1)),
    }
    client.post(f"{url}place/", place)
    assert Article.objects.get().audience == Audience.CUSTOMERS
    for found in (
        "?state=outdated",
        "?state=published&language=de",
        "?q=klicken",
        "?section=mail&audience=1",
    ):
        assert "Postfach anlegen" in client.get(f"/desk/articles/{found}").content.decode(), found
    for other in (
        "?state=draft",
        "?language=en",
        "?q=klicken+nirgends",
        "?audience=0",
        "?section=x",
        "?page=99&q=\x00",
    ):
        assert client.get(f"/desk/articles/{other}").status_code == 200
        assert (
            "Postfach anlegen" not in client.get(f"/desk/articles/{other.split('&q')[0]}").content.decode()
            or "page" in other
        )


def test_the_list_asks_no_more_for_more_articles(world: World, text: Text, sign_in: SignIn) -> None:
    client = sign_in(world.ada)
    client.get("/desk/articles/")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/desk/articles/")
        return len(asked)

    one = queries()
    for number in range(5):
        actions.create_article(text.article.section, "article", Content(f"Nr. {number}"), "de", world.ada)
    assert queries() == one


def test_readers_are_counted_without_a_name(world: World, text: Text, sign_in: SignIn) -> None:
    statistics.read(text.article_id, "de")
    statistics.searched("Kernfusion ada@example.test 0171 1234567", "de", 0)
    statistics.searched("Postfach", "de", 3)
    page = sign_in(world.ada).get("/desk/articles/numbers/").content.decode()
    assert "kernfusion<" in page
    assert "Postfach anlegen" in page
    assert "(50 %)" in page


def test_an_article_for_a_letter_is_found_with_address_or_text(
    world: World, text: Text, sign_in: SignIn
) -> None:
    other = actions.create_article(
        text.article.section, "article", Content("Postfach intern", body="Nur wir."), "de", world.ada,
        audience=Audience.STAFF,
    )  # fmt: skip
    for one in (text, other):
        actions.publish(one, world.lea)
    found = sign_in(world.ada).get("/desk/articles/find/?q=Postf&language=de").json()["articles"]
    by_title = {one["title"]: one for one in found}
    assert by_title["Postfach anlegen"]["address"].endswith("/de/articles/postfach-anlegen/")
    assert by_title["Postfach intern"]["address"] == ""
    assert by_title["Postfach intern"]["text"] == "Nur wir."

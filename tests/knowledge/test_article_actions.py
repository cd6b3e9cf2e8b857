"""Writing, reviewing and publishing, as people at Nordlicht do it."""

from datetime import timedelta

import articles
import first_response
import nordlicht
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.billing import tariffs
from hostdesk.core.articles import Audience, TextState, objection
from hostdesk.core.states import NotAllowed
from hostdesk.journal.models import Event
from hostdesk.knowledge import actions, reading
from hostdesk.knowledge.actions import articles as article_actions
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.models import Article, Showing, Text, Trace, Unsaved, Version
from hostdesk.knowledge.search import search
from hostdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
DRAFT = Content("Postfach anlegen", "So geht es.", "", "Klicken Sie auf **Neu**.")


def written(by: Staff, audience: Audience = Audience.PUBLIC) -> Text:
    """A draft."""
    return actions.create_article(articles.section(), "article", DRAFT, "de", by, audience=audience)


def saved(text: Text, body: str, by: Staff) -> Version:
    """The next version."""
    number = Text.objects.get(pk=text.pk).last_number
    return actions.save_draft(text, Content("Postfach anlegen", body=body), by, number=number)


def shown(slug: str = "postfach-anlegen") -> str:
    """What everybody reads."""
    return str(reading.article(slug, "de", Audience.PUBLIC).html)


def test_an_article_goes_from_draft_to_its_readers(ada: Staff, ben: Staff) -> None:
    text = written(ada)
    with pytest.raises(reading.NotFound):
        shown()
    with pytest.raises(NotAllowed, match="Somebody else must read"):
        actions.publish(text, ada)
    actions.ask_review(text, ada, "Bitte einmal lesen")
    actions.approve(text, ben)
    actions.publish(text, ben)
    assert "<strong>Neu</strong>" in shown()
    assert [hit.title for hit in search("Postfach", "de", Audience.PUBLIC)] == ["Postfach anlegen"]
    kinds = list(Event.objects.filter(about=f"article:{text.article_id}").values_list("kind", flat=True))
    assert kinds == [
        "article.created", "article.saved", "article.review_asked", "article.approved", "article.published",
    ]  # fmt: skip


def test_a_reviewer_sends_it_back_with_a_word(ada: Staff, ben: Staff) -> None:
    text = written(ada)
    actions.ask_review(text, ada)
    with pytest.raises(NotAllowed, match="what is missing"):
        actions.send_back(text, ben, " ")
    assert actions.send_back(text, ben, "Das Bild fehlt").state == TextState.DRAFT
    with pytest.raises(NotAllowed):
        actions.approve(text, ben)


@pytest.mark.parametrize(
    ("by", "is_lead", "authors", "state", "is_refused"),
    [
        (1, True, {1}, TextState.DRAFT, False),
        (1, False, {1}, TextState.REVIEW, True),
        (1, False, {1, 2}, TextState.REVIEW, True),
        (1, False, {2}, TextState.REVIEW, False),
        (1, False, {2}, TextState.APPROVED, False),
        (1, False, {2}, TextState.DRAFT, True),
        (1, False, set(), TextState.PUBLISHED, True),
    ],
)
def test_who_may_publish(
    by: int, is_lead: bool, authors: set[int], state: TextState, is_refused: bool
) -> None:
    assert bool(objection(by, is_lead=is_lead, authors=authors, state=state)) == is_refused


def test_auditors_change_nothing(auditor: Staff, lead: Staff) -> None:
    text = written(lead)
    for act in (
        lambda: written(auditor),
        lambda: actions.publish(text, auditor),
        lambda: saved(text, "x", auditor),
        lambda: actions.withdraw(text, auditor),
        lambda: actions.keep_unsaved(text, DRAFT, auditor, number=1),
        lambda: actions.add_image(text.article, "a.png", b"\x89PNG\r\n\x1a\n", auditor),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_new_version_is_shown_when_its_moment_comes(lead: Staff) -> None:
    now = timezone.now()
    text = written(lead)
    actions.publish(text, lead, at=now - timedelta(hours=2))
    saved(text, "Zweite Fassung.", lead)
    assert "Neu" in shown()
    actions.publish(text, lead, starts_at=now + timedelta(hours=1), at=now - timedelta(hours=1))
    assert "Neu" in shown()
    saved(text, "Dritte Fassung.", lead)
    actions.publish(text, lead, starts_at=now + timedelta(hours=3), at=now - timedelta(minutes=30))
    assert "Neu" in shown()  # the second was to come and never comes
    seen = [
        one.version.number
        for hours in (-1, 0, 2, 4)
        for one in reading.for_audience(now + timedelta(hours=hours), "de", Audience.PUBLIC)
    ]
    assert seen == [1, 1, 1, 3]


def test_a_publication_in_the_past_is_refused(lead: Staff) -> None:
    text = written(lead)
    with pytest.raises(NotAllowed, match="future"):
        actions.publish(text, lead, starts_at=timezone.now() - timedelta(days=1))


def test_what_is_withdrawn_is_neither_read_nor_found_and_may_come_back(ada: Staff, lead: Staff) -> None:
    text = written(ada)
    actions.publish(text, lead)
    with pytest.raises(NotAllowed):
        actions.withdraw(text, ada)
    actions.withdraw(text, lead)
    with pytest.raises(reading.NotFound):
        shown()
    assert search("Postfach", "de", Audience.PUBLIC) == []
    with pytest.raises(NotAllowed):
        actions.withdraw(text, lead)
    actions.publish(text, lead)
    assert "Neu" in shown()
    assert len(search("Postfach", "de", Audience.PUBLIC)) == 1


def test_of_two_who_write_at_once_nobody_loses_a_word(ada: Staff, ben: Staff) -> None:
    text = written(ada)
    actions.save_draft(text, Content("Von Ada"), ada, number=1)
    with pytest.raises(actions.Stale) as refusal:
        actions.save_draft(text, Content("Von Ben"), ben, number=1)
    assert refusal.value.newest.title == "Von Ada"
    assert Unsaved.objects.get(staff=ben).title == "Von Ben"
    actions.save_draft(text, Content("Von beiden"), ben, number=2)
    assert not Unsaved.objects.exists()
    assert [one.title for one in text.versions.all()] == ["Von beiden", "Von Ada", "Postfach anlegen"]


def test_the_same_words_make_no_new_version(ada: Staff) -> None:
    text = written(ada)
    actions.save_draft(text, DRAFT, ada, number=1)
    assert Version.objects.count() == 1


def test_an_old_version_comes_back_as_a_new_one(ada: Staff) -> None:
    text = written(ada)
    saved(text, "Anders.", ada)
    assert actions.restore_version(text, 1, ada).number == 3
    assert Text.objects.get().newest.body == DRAFT.body


def test_the_address_changes_and_stays_unique(ada: Staff) -> None:
    written(ada)
    other = written(ada)
    assert other.slug == "postfach-anlegen-2"
    assert Article.objects.get(pk=other.article_id).key == "postfach-anlegen-2"
    actions.save_draft(other, DRAFT, ada, number=1, slug="Größe & Maß")
    assert Text.objects.get(pk=other.pk).slug == "groesse-mass"


def test_old_links_lead_to_the_new_address(ada: Staff, lead: Staff, client: Client) -> None:
    tariffs.make_first()
    text = written(ada)
    actions.publish(text, lead)
    actions.save_draft(text, DRAFT, ada, number=1, slug="neu")
    with pytest.raises(reading.Moved) as moved:
        shown()
    assert moved.value.slug == "neu"
    answer = client.get("/de/articles/postfach-anlegen/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/de/articles/neu/")
    actions.withdraw(text, lead)
    assert client.get("/de/articles/postfach-anlegen/").status_code == 404


def test_another_language_is_a_text_of_its_own(ada: Staff) -> None:
    text = written(ada)
    english = actions.add_language(text.article, "en", Content("Creating a mailbox"), ada)
    assert english.slug == "creating-a-mailbox"
    for language in ("en", "fr"):
        with pytest.raises(NotAllowed):
            actions.add_language(text.article, language, Content("Again"), ada)


def test_only_leads_let_more_people_read(ada: Staff, lead: Staff) -> None:
    article = written(ada, Audience.STAFF).article
    place = {"section": articles.section(), "kind": "article", "outdated_after": None}
    with pytest.raises(NotAllowed, match="more people"):
        actions.change_article(article, ada, audience=Audience.PUBLIC, **place)
    assert (
        actions.change_article(article, lead, audience=Audience.PUBLIC, **place).audience == Audience.PUBLIC
    )
    assert actions.change_article(article, ada, audience=Audience.STAFF, **place).audience == Audience.STAFF


def test_leads_arrange_sections_and_articles(ada: Staff, lead: Staff) -> None:
    values = {"name_de": "Größe & Preis", "name_en": "Size", "kind": "question"}
    new = actions.save_section("", values, lead)
    assert (new.slug, new.kind) == ("groesse-preis", "question")
    with pytest.raises(NotAllowed):
        actions.save_section("", values, ada)
    with pytest.raises(NotAllowed, match="both languages"):
        actions.save_section("", {"name_de": "X"}, lead)
    first, second = written(ada), written(ada)
    actions.order_articles(articles.section(), [second.article.key, first.article.key], lead)
    assert list(Article.objects.values_list("key", flat=True)) == [second.article.key, first.article.key]
    actions.order_sections([articles.section().slug, new.slug], lead)


def test_too_much_is_refused_before_it_is_kept(ada: Staff) -> None:
    with pytest.raises(NotAllowed, match="too long"):
        actions.create_article(articles.section(), "article", Content("A", body="x" * 1_000_000), "de", ada)
    with pytest.raises(NotAllowed, match="title"):
        actions.create_article(articles.section(), "article", Content("  "), "de", ada)
    assert not Article.objects.exists()


def test_the_database_itself_keeps_what_was_saved(ada: Staff, lead: Staff) -> None:
    text = written(ada)
    actions.publish(text, lead)
    for statement in (
        "UPDATE knowledge_version SET body = 'x'",
        "DELETE FROM knowledge_version",
        "DELETE FROM knowledge_article",
        "UPDATE knowledge_article SET key = 'x'",
        "UPDATE knowledge_showing SET starts_at = ends_at",
        "DELETE FROM knowledge_text",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Showing.objects.count() == 1


def test_a_reply_becomes_a_draft_for_colleagues(ada: Staff) -> None:
    articles.section()
    letter = nordlicht.comes_in(text="Wie lege ich ein Postfach an?")
    said = "Guten Tag Frau Meyer,\n\nklicken Sie auf **Neu**.\n\nMit freundlichen Grüßen\nAda"
    Ticket.objects.update(responded_at=timezone.now())
    reply = first_response.reply(letter.ticket, said, ada)
    text = actions.make_from_reply(reply, ada)
    assert text.newest.body == "klicken Sie auf **Neu**."
    assert not text.newest.title.startswith(("Re:", "["))
    assert text.article.audience == Audience.STAFF
    assert Trace.objects.get().how == "made_from"
    with pytest.raises(NotAllowed):
        actions.make_from_reply(letter, ada)


def test_a_slug_is_free_but_for_its_own_text(ada: Staff) -> None:
    text = written(ada)
    assert article_actions.free_slug("de", "Postfach anlegen", but=text) == "postfach-anlegen"

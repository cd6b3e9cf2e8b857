"""An article from the first word to its reader, and into a letter."""

from collections.abc import Callable

import desk_world
import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_world import World
from django.core.cache import cache
from playwright.sync_api import Page, expect

from hostdesk.billing import tariffs
from hostdesk.core.articles import Audience
from hostdesk.knowledge import actions, feedback, statistics
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.models import Section, Text, Trace, Version

Desk = Callable[..., Page]
WIDTHS = (320, 390, 1024, 1440)


@pytest.fixture
def section(world: World) -> Section:
    """Where mail is explained."""
    cache.clear()
    tariffs.make_first()
    return Section.objects.create(
        slug="mail", kind="article", name_de="E-Mail", name_en="Mail", icon="mail", intro_en="All about mail"
    )


def written(section: Section, world: World, title: str, body: str = "Click **New**.") -> Text:
    """Published, in English."""
    text = actions.create_article(section, "article", Content(title, body=body), "en", world.ada)
    actions.publish(text, world.lea)
    return text


def test_written_reviewed_published_and_found(desk: Desk, world: World, section: Section) -> None:
    written(section, world, "Ports of our servers")
    ada = desk(world.ada)
    ada.goto("/desk/articles/new/")
    ada.get_by_label("Title").fill("Creating a mailbox")
    ada.get_by_label("Language").select_option("en")
    ada.get_by_role("button", name="Begin").click()
    body = ada.get_by_label("Text, in Markdown")
    body.fill("Open the administration.")
    body.press("End")
    body.press_sequentially("\n\n1. Click **New**\nChoose a name\n\nSee ")
    ada.get_by_role("button", name="Article", exact=True).click()
    ada.get_by_label("Which article?").press_sequentially("prots")
    expect(ada.get_by_role("option", name="Ports of our servers")).to_be_visible()
    ada.keyboard.press("Enter")
    shown = ada.locator("[data-shown]")
    expect(shown.locator("ol li")).to_have_count(2)
    expect(shown.get_by_role("link", name="Ports of our servers")).to_be_visible()
    expect(ada.locator("[data-saved]")).to_contain_text("not saved as a version yet")
    ada.get_by_role("button", name="Save and ask for a review").click()
    expect(ada.get_by_text("waits for a colleague’s review")).to_be_visible()
    ben = desk(world.ben)
    ben.goto("/desk/articles/?state=review")
    ben.get_by_role("link", name="Creating a mailbox").click()
    ben.get_by_role("link", name="Review and publish").click()
    ben.get_by_role("button", name="Publish version 2").click()
    expect(ben.get_by_text("Published.", exact=True)).to_be_visible()
    guest = desk(None)
    guest.goto("/en/search/?q=creat+mailbx")
    guest.locator("main").get_by_role("link", name="Creating a mailbox").first.click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Creating a mailbox")
    expect(guest.get_by_text("Choose a name")).to_be_visible()
    statistics.flush()


def test_two_question_marks_put_an_article_into_the_letter(
    desk: Desk, world: World, section: Section
) -> None:
    text = written(section, world, "Creating a mailbox")
    ticket = desk_world.letter()
    page = desk(world.ada)
    page.goto(f"/desk/t/{ticket.number}/")
    area = page.get_by_label("Text of the mail")
    area.press_sequentially("Dear Ms Meyer, ??")
    page.get_by_label("Which article?").press_sequentially("mailbox")
    expect(page.locator("dialog[data-articles] [role=option]")).to_have_count(1)
    with page.expect_response(lambda answer: "/inserted/" in answer.url):
        page.keyboard.press("Enter")
    value = area.input_value()
    assert value.startswith("Dear Ms Meyer, Creating a mailbox:\nhttp")
    assert value.endswith("/en/articles/creating-a-mailbox/\n")
    assert Trace.objects.get().article_id == text.article_id
    area.press_sequentially("??")
    page.get_by_label("Which article?").press_sequentially("mailbox")
    expect(page.locator("dialog[data-articles] [role=option]")).to_have_count(1)
    page.keyboard.press("Shift+Enter")
    expect(area).to_have_value(f"{value}Click **New**.\n")


def test_it_is_written_without_a_script_too(desk: Desk, world: World, section: Section) -> None:
    text = written(section, world, "Creating a mailbox")
    page = desk(world.ada, java_script_enabled=False)
    page.goto(f"/desk/articles/{text.article.key}/en/")
    page.get_by_label("Text, in Markdown").fill("Something else.")
    page.get_by_role("button", name="Save", exact=False).first.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert Version.objects.filter(text=text, number=2, body="Something else.").exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_and_axe_finds_nothing(desk: Desk, world: World, section: Section, scheme: str) -> None:
    text = written(
        section, world, "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung " * 2
    )
    table = Content("Creating a mailbox", "x", "y", "| a | b |\n| - | - |\n| c | d |")
    actions.save_draft(text, table, world.ada, number=1)
    actions.ask_review(text, world.ada, "Please")
    feedback.helpful(text.article_id, "en", is_helpful=False, reason="wrong", comment="No such button.")
    statistics.read(text.article_id, "en")
    statistics.searched("how to fly", "en", 0)
    statistics.flush()
    assert text.article.audience == Audience.PUBLIC
    page = desk(world.lea, color_scheme=scheme, reduced_motion="reduce")
    base = f"/desk/articles/{text.article.key}/en/"
    faults = []
    for url in ("/desk/articles/", base, f"{base}review/", f"{base}versions/", "/desk/articles/sections/",
                "/desk/articles/numbers/", "/desk/articles/feedback/", "/desk/articles/new/"):  # fmt: skip
        page.goto(url)
        for summary in page.locator(".articles-page summary").all():
            summary.click()
        faults += [
            (url, one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]
        ]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append((url, "wide", str(width)))
    assert faults == []

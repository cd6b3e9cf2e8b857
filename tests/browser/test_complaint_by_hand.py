"""A customer with an invoice complaint to its end: item, decision, letter, credit."""

import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_world import World
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).parent.parent / "portal"))

import my_world

from hostdesk.complaints.models import Complaint, Result
from hostdesk.customers.models import Contact, Invoice, InvoiceItem
from hostdesk.portal import form_guard
from hostdesk.portal.signed_in import COOKIE

NUMBER = "R-2026-00017"


@pytest.fixture
def invoice(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Invoice]:
    """Of the first customer with a contact."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(form_guard, "QUICKEST", 0)
    contact = Contact.objects.order_by("pk").first()
    made = Invoice.objects.create(
        customer=contact.customer, number=NUMBER, issued_on="2026-11-05", revision=1,
        net=Decimal("89.90"), gross=Decimal("106.98"),
    )  # fmt: skip
    lines = ((1, "Managed Server M", "79.90", "95.08"), (2, "Storage", "10.00", "11.90"))
    for position, text, net, gross in lines:
        InvoiceItem.objects.create(
            invoice=made, revision=1, position=position, text=text, net=net, vat_rate=19, gross=gross
        )
    yield made


def signed_in(chromium: Browser, server: str, contact: Contact) -> Page:
    """The customer's window."""
    cookie = my_world.sign_in(contact.address).cookies[COOKIE]
    context = chromium.new_context(base_url=server, locale="en-GB")
    context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": server}])
    return context.new_page()


def heard_nothing(page: Page) -> None:
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


def test_a_customer_disputes_an_item_and_reads_the_decision(
    chromium: Browser, server: str, world: World, invoice: Invoice, desk: Callable[..., Page]
) -> None:
    contact = invoice.customer.contacts.first()
    hers = signed_in(chromium, server, contact)
    hers.goto("/en/contact/invoice/")
    heard_nothing(hers)
    hers.get_by_role("link", name=NUMBER).click()
    expect(hers.get_by_label("Why?").first).to_be_hidden()
    hers.get_by_role("checkbox", name="Storage").check()
    hers.get_by_label("Why?").last.fill("Cancelled at the end of the year.")
    heard_nothing(hers)
    hers.get_by_role("button", name="Send").last.click()
    expect(hers.get_by_role("heading", name="Your message has arrived")).to_be_visible()

    complaint = Complaint.objects.get()
    number = complaint.ticket.number
    ours = desk(world.bea)
    ours.goto(f"/desk/t/{number}/complaint/")
    heard_nothing(ours)
    ours.get_by_label("accepted", exact=True).check()
    ours.get_by_label("Why, in words for the customer").fill("You are right, it was cancelled in time.")
    ours.get_by_role("button", name="Decide", exact=True).click()
    expect(ours.locator("pre.letter")).to_contain_text("You are right, it was cancelled in time.")
    heard_nothing(ours)
    ours.get_by_role("button", name="Write the result to the customer").click()
    expect(ours.get_by_text("The result is on its way")).to_be_visible()
    ours.goto("/desk/complaints/")
    heard_nothing(ours)
    ours.get_by_role("button", name="Export the chosen ones").click()
    expect(ours.get_by_role("link", name="CSV")).to_be_visible()
    assert Result.objects.get().export is not None

    hers.goto(f"/my/t/{number}/")
    card = hers.locator(".claim")
    expect(card).to_contain_text("it was cancelled in time")
    expect(card).to_contain_text("11.90")
    heard_nothing(hers)
    hers.context.close()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_guest_types_two_items(chromium: Browser, server: str, invoice: Invoice, has_scripts: bool) -> None:
    context = chromium.new_context(base_url=server, java_script_enabled=has_scripts, locale="en-GB")
    page = context.new_page()
    page.goto("/en/contact/invoice/")
    page.get_by_label("Invoice number").fill(NUMBER)
    page.get_by_label("Which item?").fill("Item 1")
    page.get_by_label("Why?").fill("Never ordered.")
    page.get_by_role("button", name="One more item").click()
    expect(page.get_by_label("Which item?")).to_have_count(2)
    expect(page.get_by_label("Which item?").first).to_have_value("Item 1")
    page.get_by_label("Which item?").last.fill("Item 2")
    page.get_by_label("Why?").last.fill("Too expensive.")
    page.get_by_label("Your name").fill("Nina Neu")
    page.get_by_label("Your mail address").fill("nina@neu.example.test")
    if has_scripts:
        heard_nothing(page)
    page.get_by_role("button", name="Send").last.click()
    expect(page.get_by_role("heading", name="Your message has arrived")).to_be_visible()
    assert [one.description for one in Complaint.objects.get().items.all()] == ["Item 1", "Item 2"]
    assert not context.cookies()
    context.close()

"""A day at the desk, with mouse and keyboard."""

from collections.abc import Callable

import desk_world
from desk_world import World
from playwright.sync_api import Page, expect

from hostdesk.accounts.models import Staff
from hostdesk.tickets import actions
from hostdesk.tickets.models import Kind, Ticket

Desk = Callable[..., Page]


def test_sign_in_take_reply_and_undo(desk: Desk, world: World) -> None:
    ticket = desk_world.letter()
    page = desk(None)
    page.goto("/desk/")
    page.get_by_label("E-mail address").fill(world.ada.email)
    page.get_by_label("Password").fill(desk_world.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Unassigned").click()
    page.get_by_role("link", name="Shop down").click()
    page.get_by_role("button", name="Take", exact=False).first.click()
    expect(page.locator(".t-facts")).to_contain_text("Ada Lindner, you")
    _say_the_cause(page)
    page.get_by_label("Text of the mail").fill("We are **on it**.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The reply is held for")).to_be_visible()
    expect(page.locator(".msg--us strong")).to_have_text("on it")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The reply was not sent.")).to_be_visible()
    expect(page.get_by_label("Text of the mail")).to_have_value("We are **on it**.")
    assert ticket.messages.filter(kind=Kind.OUT).get().delivery.state == "cancelled"


def test_a_colleague_is_seen_and_her_note_announces_itself_without_a_jump(desk: Desk, world: World) -> None:
    ticket = desk_world.letter()
    ada, ben = desk(world.ada), desk(world.ben)
    ada.goto(f"/desk/t/{ticket.number}/")
    ben.goto(f"/desk/t/{ticket.number}/")
    for page in (ada, ben):
        page.wait_for_selector("html[data-live]", state="attached")
    expect(ada.get_by_text("Ben Kowalski is reading")).to_be_visible()
    ben.locator("label[for=kind-note]").click()
    ben.get_by_label("Text of the note").press_sequentially("Hardware is fine")
    expect(ada.get_by_text("Ben Kowalski is writing")).to_be_visible()
    ada.get_by_label("Text of the mail").fill("Dear Ms Meyer,")
    ben.keyboard.press("Control+Enter")
    expect(ada.get_by_role("button", name="1 new, show")).to_be_visible()
    expect(ada.get_by_text("Hardware is fine")).to_have_count(0)
    ada.get_by_role("button", name="1 new, show").click()
    expect(ada.get_by_text("Hardware is fine")).to_be_visible()
    expect(ada.get_by_label("Text of the mail")).to_have_value("Dear Ms Meyer,")


def test_a_reply_to_a_thread_that_moved_on_stops_with_its_text(desk: Desk, world: World) -> None:
    ticket = desk_world.letter()
    page = desk(world.ada)
    page.goto(f"/desk/t/{ticket.number}/")
    page.get_by_label("Text of the mail").fill("All is well.")
    page.context.set_offline(True)
    actions.note(ticket, "All is not well.", world.ben)
    page.context.set_offline(False)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The thread moved on while you were writing.")).to_be_visible()
    expect(page.get_by_label("Text of the mail")).to_have_value("All is well.")


def test_the_list_counts_and_announces_what_comes_in(desk: Desk, world: World) -> None:
    desk_world.letter("First")
    page = desk(world.ada)
    page.goto("/desk/v/all/")
    expect(page.locator(".view[aria-current] .n")).to_have_text("1")
    page.wait_for_selector("html[data-live]", state="attached")
    desk_world.letter("Second")
    expect(page.locator(".view[aria-current] .n")).to_have_text("2")
    expect(page.get_by_role("link", name="Second")).to_be_visible()  # below all others: nothing moves
    page.locator("[data-row] a").first.focus()  # somebody is at work in the list: nothing may move
    desk_world.letter("Third")
    expect(page.locator(".view[aria-current] .n")).to_have_text("3")
    expect(page.get_by_role("link", name="Third")).to_have_count(0)
    page.get_by_role("button", name="1 new, show").click()
    expect(page.get_by_role("link", name="Third")).to_be_visible()


def test_what_is_typed_survives_the_browser(desk: Desk, world: World) -> None:
    ticket = desk_world.letter()
    page = desk(world.ada)
    page.goto(f"/desk/t/{ticket.number}/")
    page.get_by_label("Text of the mail").press_sequentially("Half a sentence")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    another = desk(world.ada)
    another.goto(f"/desk/t/{ticket.number}/")
    expect(another.get_by_label("Text of the mail")).to_have_value("Half a sentence")


def test_the_keyboard_alone(desk: Desk, world: World) -> None:
    first, second = desk_world.letter("One"), desk_world.letter("Two", sender="x@viele.example.test")
    page = desk(world.ada)
    page.goto("/desk/v/all/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".row.is-cursor")).to_have_attribute("data-row", second.number)
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first.number}/")
    page.keyboard.press("t")
    expect(page.locator(".t-facts")).to_contain_text("you")
    page.keyboard.press("n")
    page.keyboard.type("by hand")
    expect(page.get_by_label("Text of the note")).to_have_value("by hand")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_label("Text of the mail")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator(".state")).to_have_text("Solved")


def test_single_keys_do_nothing_when_they_are_switched_off(desk: Desk, world: World) -> None:
    Staff.objects.filter(pk=world.ada.pk).update(single_keys=False)
    ticket = desk_world.letter()
    page = desk(world.ada)
    page.goto(f"/desk/t/{ticket.number}/")
    page.keyboard.press("s")
    page.keyboard.press("t")
    page.wait_for_timeout(300)
    ticket.refresh_from_db()
    assert ticket.state == "new"


def test_the_command_bar_goes_to_a_ticket_and_to_a_view(desk: Desk, world: World) -> None:
    ticket = desk_world.letter("Certificate")
    page = desk(world.ada)
    page.goto("/desk/v/mine/")
    page.keyboard.press("Control+k")
    page.keyboard.type(ticket.number)
    expect(page.get_by_role("option", name=ticket.number)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ticket.number}/")
    page.keyboard.press("Control+k")
    page.keyboard.type("solved")
    expect(page.get_by_role("option", name="Solved")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/v/solved/")


def test_files_are_picked_pasted_or_dropped_and_can_be_removed_again(desk: Desk, world: World) -> None:
    ticket = desk_world.letter()
    page = desk(world.ada)
    page.goto(f"/desk/t/{ticket.number}/")
    page.locator("[data-files]").set_input_files(
        [
            {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"},
            {"name": "b.txt", "mimeType": "text/plain", "buffer": b"b"},
        ]
    )
    page.get_by_role("button", name="Remove a.txt").click()
    _say_the_cause(page)
    page.get_by_label("Text of the mail").fill("See the file.")
    page.get_by_role("button", name="Send Ctrl").click()
    expect(page.get_by_role("link", name="b.txt")).to_be_visible()
    expect(page.get_by_role("link", name="a.txt")).to_have_count(0)


def test_a_selection_is_taken_together(desk: Desk, world: World) -> None:
    desk_world.letter("One")
    desk_world.letter("Two", sender="x@viele.example.test")
    page = desk(world.ada)
    page.goto("/desk/v/unassigned/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.get_by_role("toolbar").get_by_role("button", name="Take").click()
    expect(page.get_by_text("Done for 2 tickets.")).to_be_visible()
    assert Ticket.objects.filter(assignee=world.ada).count() == 2


def test_a_designed_mail_opens_in_its_sandbox_and_stays_there(desk: Desk, world: World) -> None:
    ticket = desk_world.letter(html="<h2>Designed</h2><script>parent.document.title='caught'</script>")
    page = desk(world.ada)
    page.goto(f"/desk/t/{ticket.number}/")
    page.get_by_role("link", name="As designed").click()
    expect(page.frame_locator("iframe").get_by_text("Designed")).to_be_visible()
    assert page.title() != "caught"


def test_reading_answering_and_searching_work_without_scripts(desk: Desk, world: World) -> None:
    ticket = desk_world.letter("Certificate expired", "The browser warns.")
    page = desk(world.ada, java_script_enabled=False)
    page.goto("/desk/v/all/")
    page.get_by_label("Search tickets").fill("browser warns")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Certificate expired").click()
    page.locator("#write").fill("Renewed.")
    page.get_by_role("button", name="Send Ctrl").click()
    expect(page.get_by_text("The first response is not complete.")).to_be_visible()
    expect(page.get_by_label("Cause")).to_be_focused()
    page.get_by_label("Cause").select_option("inside")
    page.get_by_role("button", name="Send Ctrl").click()
    expect(page.get_by_text("Filled in anew: What it will cost, When work starts.")).to_be_visible()
    page.get_by_role("button", name="Send Ctrl").click()
    assert page.locator(".msg--us").last.inner_text().count("Renewed.") == 1
    page.locator("label[for=kind-note]").click()
    page.locator("#write-note").fill("Remember next year.")
    page.get_by_role("button", name="Save note").click()
    assert "Remember next year." in page.locator(".msg--note").inner_text()
    page.get_by_role("button", name="Solve").first.click()
    ticket.refresh_from_db()
    assert ticket.state == "solved"


def test_the_block_of_a_first_response_is_closed_and_counts_with_what_is_entered(
    desk: Desk, world: World
) -> None:
    ticket = desk_world.letter(sender="new@elsewhere.example.test", name="Nele Neu")
    page = desk(world.ada)
    page.goto(f"/desk/t/{ticket.number}/")
    block = page.get_by_label("Essential data of the first response")
    expect(block).to_contain_text("Missing: Customer, Cause")
    page.get_by_label("Not a customer yet").check()
    expect(block).to_contain_text("Missing: Cause")
    expect(page.get_by_label("Cause")).to_be_focused()
    _say_the_cause(page)
    expect(page.get_by_label("Text of the mail")).to_be_focused()
    page.keyboard.type("Dear Ms Neu,")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.reload()
    expect(block).to_contain_text("essential data 8 of 8")
    page.get_by_text("essential data 8 of 8").click()
    expect(page.get_by_label("Customer", exact=True)).to_have_value("not a customer of ours yet")


def _say_the_cause(page: Page) -> None:
    page.get_by_label("Cause").select_option("unknown")
    expect(page.get_by_text("complete", exact=True)).to_be_visible()

"""A fax that HylaFAX hands in is a ticket, with its pages to look at and to keep."""

import hashlib
import io

import pypdfium2
import pytest
from django.conf import settings
from line import call
from paper import FINE, LINES, sheet, tiff, written
from PIL import Image

from hostdesk.core import reply_code
from hostdesk.demo import cast
from hostdesk.gateways import work
from hostdesk.gateways.fax import hylafax_in
from hostdesk.gateways.fax.models import ReceivedFax
from hostdesk.gateways.models import Arrival, Receipt, State
from hostdesk.lib import blobs
from hostdesk.tickets.models import Kind, Message, Ticket

pytestmark = pytest.mark.usefixtures("nordlicht")
CALLER = "0891234567"


def received(path, error="", *call_ids, device="ttyS0", commid="000000001") -> Message | None:
    assert hylafax_in.receive(path, device, commid, error, call_ids or (CALLER,)) == hylafax_in.KEPT
    while work.run_once():
        pass
    return Message.objects.filter(kind=Kind.IN).order_by("-id").first()


def test_two_pages_over_a_real_line_are_a_ticket_with_two_pages(tmp_path):
    paper, arrived = written(tmp_path, tiff()), tmp_path / "in.tif"
    told = call(paper, arrived)
    assert (told.caller_says, told.callee_says, told.station) == ("OK", "OK", "+49 89 1234550")
    message = received(arrived)
    files = {one.name: one for one in message.attachments.all()}
    assert sorted(files) == ["Seite-1.png", "Seite-2.png", "fax.pdf", "fax.tif"]
    assert blobs.read(files["fax.tif"].sha256) == arrived.read_bytes()
    assert message.ticket.channel == "fax"
    assert message.subject == "Fax von +49 89 1234567, 2 Seiten"
    fax = ReceivedFax.objects.get()
    assert (fax.message, fax.pages, fax.is_complete) == (message, 2, True)


def test_the_kept_pdf_shows_the_very_dots(tmp_path):
    paper = tiff()
    message = received(written(tmp_path, paper))
    pdf = blobs.read(message.attachments.get(name="fax.pdf").sha256)
    assert b'pdfaid:part="1"' in pdf
    assert b'pdfaid:conformance="B"' in pdf
    pages = pypdfium2.PdfDocument(pdf)
    assert len(pages) == 2
    assert [round(one.get_height() / 72 * 25.4) for one in pages] == [297, 297]


def test_pages_at_98_lines_are_shown_as_high_as_they_were(tmp_path):
    message = received(written(tmp_path, tiff(lines=LINES)))
    with Image.open(io.BytesIO(blobs.read(message.attachments.get(name="Seite-1.png").sha256))) as page:
        assert page.width == 864
        assert page.height == pytest.approx(864 * 297 / 215, rel=0.01)


def test_the_hook_run_twice_is_one_message_and_two_receipts(tmp_path):
    path = written(tmp_path, tiff())
    received(path)
    received(path)
    assert Message.objects.filter(kind=Kind.IN).count() == Ticket.objects.count() == 1
    assert Receipt.objects.count() == 2


def test_the_same_pages_in_another_call_are_another_message(tmp_path):
    path = written(tmp_path, tiff())
    received(path, commid="000000001")
    received(path, commid="000000002")
    assert Ticket.objects.count() == 2


def test_a_fax_that_broke_off_is_a_ticket_and_says_so(tmp_path):
    message = received(written(tmp_path, tiff([sheet()])), "T.30 T2 timeout, expected signal not received")
    assert "brach ab" in message.text
    assert not ReceivedFax.objects.get().is_complete


def test_a_line_cut_in_the_middle_leaves_what_came_and_nothing_is_lost(tmp_path):
    arrived = tmp_path / "in.tif"
    told = call(written(tmp_path, tiff()), arrived, is_cut=lambda seconds: seconds > 22)
    assert told.callee_says != "OK"
    message = received(arrived, told.callee_says)
    assert message is not None or Ticket.objects.get().is_quarantined


def test_a_page_that_is_too_short_is_marked(tmp_path):
    received(written(tmp_path, tiff([sheet()], lines=595)))
    fax = ReceivedFax.objects.get()
    assert (fax.short_pages, fax.is_complete) == ([1], False)


def test_a_call_that_broke_off_before_its_first_page_is_a_ticket_all_the_same(tmp_path):
    message = received(tmp_path / "never.tif", "RSPREC error/got DCN")
    assert "kam nicht durch" in message.text
    assert message.subject == "Fax von +49 89 1234567, 0 Seiten"


def test_no_file_and_no_word_why_is_refused(tmp_path):
    assert hylafax_in.receive(tmp_path / "never.tif", "ttyS0", "1", "", ()) == hylafax_in.NO_FILE
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"GIF89a", b"II*\x00" + b"\xff" * 400, b"%PDF-1.7 nothing", tiff()[:300]],
    ids=["no fax", "broken", "empty PDF", "cut"],
)
def test_what_cannot_be_shown_is_a_numbered_ticket(tmp_path, content):
    received(written(tmp_path, content))
    assert Arrival.objects.get().state == State.QUARANTINED
    assert Ticket.objects.get().is_quarantined


@pytest.mark.parametrize(
    ("words", "department"),
    [
        ("Ihre Rechnung und die Lastschrift", "accounting"),
        ("Wir bitten um ein Angebot", "sales"),
        ("Störung: mein Passwort geht nicht", "support"),
        ("Guten Tag", "support"),
    ],
)
def test_its_words_choose_the_department(tmp_path, monkeypatch, words, department):
    monkeypatch.setattr("hostdesk.gateways.fax.ocr.text_of", lambda scans: words)
    message = received(written(tmp_path, tiff([sheet("x")])))
    assert message.ticket.department.slug == department
    assert ReceivedFax.objects.get().because == ("nothing" if words == "Guten Tag" else "words")


@pytest.mark.parametrize("by", ["+49 89 99998-302", "ttyS7"])
def test_the_number_dialled_or_the_modem_chooses_the_department(tmp_path, monkeypatch, by):
    monkeypatch.setitem(settings.HOSTDESK, "HOSTDESK_FAX_LINES", {by: "sales"})
    call_ids = (CALLER, "", "", "08999998302")
    message = received(written(tmp_path, tiff()), "", *call_ids, device="ttyS7")
    assert message.ticket.department.slug == "sales"
    assert ReceivedFax.objects.get().because == "number"


def test_the_number_of_a_customer_names_her_and_proves_nothing(tmp_path):
    phone = next(one.phone for one in cast.MEYER.contacts if one.phone)
    message = received(written(tmp_path, tiff()), "", phone)
    assert message.ticket.customer.number == cast.MEYER.number
    assert message.ticket.contact is None


def test_our_reply_sheet_brings_a_fax_to_its_ticket(tmp_path):
    first = received(written(tmp_path, tiff([sheet("Erstes")])), commid="1")
    answer = with_code(reply_code.make(first.ticket_id, settings.SECRET_KEY))
    message = received(written(tmp_path, tiff([answer], lines=LINES)), commid="2")
    assert message.ticket == first.ticket
    assert message.joined_because["why"] == "reply_sheet"
    assert ReceivedFax.objects.get(message=message).because == "sheet"


def test_a_sheet_that_somebody_else_signed_joins_nothing(tmp_path):
    first = received(written(tmp_path, tiff([sheet("Erstes")])), commid="1")
    answer = with_code(reply_code.make(first.ticket_id, "a guess"))
    message = received(written(tmp_path, tiff([answer])), commid="2")
    assert message.ticket != first.ticket


def test_a_printed_number_only_suggests(tmp_path, monkeypatch):
    first = received(written(tmp_path, tiff([sheet("Erstes")])), commid="1")
    monkeypatch.setattr("hostdesk.gateways.fax.ocr.text_of", lambda scans: f"Zu {first.ticket.number}")
    message = received(written(tmp_path, tiff([sheet("Zweites")])), commid="2")
    assert message.ticket != first.ticket
    assert [one.other for one in message.ticket.links.all()] == [first.ticket]


def test_tesseract_reads_what_was_typed(tmp_path):
    message = received(written(tmp_path, tiff([sheet()], lines=FINE)))
    assert "R-2026-10441" in message.text
    assert message.ticket.department.slug == "accounting"


def with_code(code: str) -> Image.Image:
    """A sheet with the code as our letters have it: 25 mm, level M."""
    import segno

    page = sheet("Antwort")
    matrix = segno.make(code, error="m", boost_error=False, micro=False).matrix
    module = 8  # dots of 1/204 inch: one millimetre
    drawn = Image.new("1", (len(matrix) * module,) * 2, 1)
    for row, line in enumerate(matrix):
        for column, is_black in enumerate(line):
            if is_black:
                drawn.paste(0, (column * module, row * module, (column + 1) * module, (row + 1) * module))
    page.paste(drawn, (1400, 100))
    return page


def test_the_key_of_a_fax_is_its_call_and_its_content(tmp_path):
    content = tiff()
    received(written(tmp_path, content), commid="000000042")
    assert Arrival.objects.get().key == f"hyla:000000042:{hashlib.sha256(content).hexdigest()}"

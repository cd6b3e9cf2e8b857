"""Consent counts only if it is provable (M15): what is accepted, and above all what is not."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import nordlicht
import pytest
from firm import asked, at, link_in, replies, says_yes, ticket, works
from nordlicht import FORGED, MALLORY, OZDEMIR

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, consents, load, tariffs
from hostdesk.billing.actions import ConsentRefused
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core.consent import Objection
from hostdesk.core.incoming import Authentication, Robot, Verdict
from hostdesk.core.states import NotAllowed, State
from hostdesk.customers.models import Contact
from hostdesk.journal.models import Event
from hostdesk.journal.record import writing
from hostdesk.tickets.models import Kind, Message
from hostdesk.tickets.timeline import entries

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object]) -> Objection:
    """Why it was refused; nothing is agreed afterwards."""
    with pytest.raises(ConsentRefused) as caught:
        act()
    return caught.value.objection


def plain(text: str) -> str:
    """With ordinary blanks."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


def nothing_agreed() -> bool:
    return not ConsentRequest.objects.filter(answer=Answer.YES).exists()


def test_the_question_names_price_cap_vat_and_what_happens_otherwise(ada: Staff) -> None:
    request = asked(ticket(), ada)
    for words in ("80,00 € (95,20 €)", "30,00 € (35,70 €)", "2 Std.", "320,00 € (380,80 €)", "19 % USt."):
        assert words in plain(request.text)
    assert "Mittwoch, 16. September 2026, 08:00 Uhr" in request.text
    assert "Mittwoch, 16. September 2026, 09:00 Uhr" in request.text
    assert (request.most_net, request.most_gross) == (Decimal("320.00"), Decimal("380.80"))


def test_the_question_goes_to_the_stored_address_of_the_contact(ada: Staff) -> None:
    request = asked(ticket(), ada)
    assert request.message.delivery.as_letter.recipients == (nordlicht.MEYER,)


def test_nobody_at_the_desk_can_read_the_link(ada: Staff) -> None:
    one = ticket()
    token = link_in(asked(one, ada))
    assert token not in "".join(f"{m.text}{m.new_text}" for m in Message.objects.all())
    assert token not in "".join(Event.objects.values_list("payload", flat=True))
    assert len(token) >= 43


def test_the_question_is_no_first_response(ada: Staff) -> None:
    one = ticket()
    asked(one, ada)
    one.refresh_from_db()
    assert one.responded_at is None
    assert any(entry.message and entry.message.kind == Kind.NOTICE for entry in entries(one))


def test_a_stranger_cannot_be_asked(ada: Staff) -> None:
    with pytest.raises(NotAllowed):
        asked(ticket(sender=nordlicht.STRANGER), ada)


def test_a_contact_of_another_customer_cannot_be_asked(ada: Staff) -> None:
    with pytest.raises(NotAllowed):
        asked(ticket(), ada, contact=Contact.objects.get(address=OZDEMIR))


def test_the_button_makes_later_work_billable_and_is_confirmed_by_mail(ada: Staff) -> None:
    one = ticket()
    says_yes(asked(one, ada))
    works(one, ada, "19:00", "19:40")  # thirty minutes of it after the consent
    assert load.bill(one).net == Decimal("140.00")
    confirmation = Message.objects.filter(kind=Kind.NOTICE).last()
    assert "zugestimmt" in confirmation.text and confirmation.to[0][0] == nordlicht.MEYER


def test_the_proof_is_whole(ada: Staff) -> None:
    request = says_yes(asked(ticket(), ada))
    assert (request.way, request.ip, request.user_agent) == ("link", "192.0.2.7", "Firefox")
    told = Event.objects.get(kind="consent.given").data
    assert told["text_sha256"] == consents.digest(request.text) and told["ip"] == "192.0.2.7"


def test_looking_at_the_page_never_consents(ada: Staff) -> None:
    token = link_in(asked(ticket(), ada))
    before = Event.objects.count()
    for _ in range(3):
        found = consents.find(token)
        assert found and consents.objection(found, at("19:05")) is None
    assert nothing_agreed() and Event.objects.count() == before


def test_a_second_click_changes_nothing(ada: Staff) -> None:
    request = says_yes(asked(ticket(), ada))
    assert refused(lambda: says_yes(request, "19:20")) is Objection.ANSWERED
    assert ConsentRequest.objects.get().answered_at == at("19:10")


def test_no_after_yes_by_the_same_link_changes_nothing(ada: Staff) -> None:
    request = says_yes(asked(ticket(), ada))
    refusal = refused(lambda: actions.refuse_consent(link_in(request), at=at("19:20")))
    assert refusal is Objection.ANSWERED and ConsentRequest.objects.get().answer == Answer.YES


def test_yes_after_no_changes_nothing(ada: Staff) -> None:
    request = asked(ticket(), ada)
    actions.refuse_consent(link_in(request), at=at("19:05"))
    assert refused(lambda: says_yes(request)) is Objection.ANSWERED and nothing_agreed()


@pytest.mark.parametrize("day", ["2026-09-16"])
def test_the_link_ends_after_a_day_and_with_the_night_it_asks_about(ada: Staff, day: str) -> None:
    request = asked(ticket(), ada)
    assert request.expires_at == at("09:00", day)
    shown = request.text_sha256
    late = refused(lambda: actions.give_consent(link_in(request), shown=shown, at=at("09:00", day)))
    assert late is Objection.EXPIRED and nothing_agreed()


def test_over_a_weekend_the_link_is_valid_for_24_hours(ada: Staff) -> None:
    request = actions.ask_consent(ticket(), ada, at=at("19:00", "2026-09-18"))
    assert request.expires_at == at("19:00", "2026-09-19")
    assert request.covers_until == at("09:00", "2026-09-21")


def test_the_link_of_another_ticket_agrees_to_nothing_here(ada: Staff) -> None:
    one, other = ticket(), ticket(subject="Etwas anderes")
    token, shown = link_in(asked(one, ada)), asked(other, ada).text_sha256
    number = other.number
    wrong = refused(lambda: actions.give_consent(token, shown=shown, number=number, at=at("19:10")))
    assert wrong is Objection.UNKNOWN
    assert refused(lambda: actions.give_consent(token, shown=shown, at=at("19:10"))) is Objection.TEXT_CHANGED
    assert nothing_agreed()


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "a" * 5000, "../../etc"])
def test_a_guessed_link_is_nothing(ada: Staff, token: str) -> None:
    asked(ticket(), ada)
    assert refused(lambda: actions.give_consent(token, shown="", at=at("19:10"))) is Objection.UNKNOWN
    assert nothing_agreed()


def test_a_changed_price_list_needs_a_new_question(ada: Staff) -> None:
    request = actions.ask_consent(ticket(), ada, at=at("16:00"))
    with writing():
        tariffs.add({"surcharge_price": Decimal("40.00")}, date(2026, 9, 15), None)
    assert refused(lambda: says_yes(request, "16:10")) is Objection.PRICE_CHANGED and nothing_agreed()


def test_a_page_that_showed_something_else_agrees_to_nothing(ada: Staff) -> None:
    token = link_in(asked(ticket(), ada))
    shown = consents.digest("Alles kostenlos")
    assert refused(lambda: actions.give_consent(token, shown=shown, at=at("19:10"))) is Objection.TEXT_CHANGED
    assert nothing_agreed()


@pytest.mark.parametrize(
    "change",
    [{"is_former": True}, {"may_order": False}, {"address": "neu@meyer.example.test"}],
    ids=["left", "may not order", "moved"],
)
def test_a_former_contact_agrees_to_nothing(ada: Staff, change: dict[str, object]) -> None:
    request = asked(ticket(), ada)
    Contact.objects.filter(pk=request.contact_id).update(**change)
    assert refused(lambda: says_yes(request)) is Objection.NOT_CONTACT and nothing_agreed()


def test_a_contact_who_went_to_another_customer_agrees_to_nothing(ada: Staff) -> None:
    request = asked(ticket(), ada)
    other = Contact.objects.get(address=OZDEMIR).customer
    Contact.objects.filter(pk=request.contact_id).update(customer=other)
    assert refused(lambda: says_yes(request)) is Objection.NOT_CONTACT and nothing_agreed()


def test_a_former_contact_is_not_asked(ada: Staff) -> None:
    one = ticket()
    Contact.objects.filter(pk=one.contact_id).update(is_former=True)
    with pytest.raises(NotAllowed):
        asked(one, ada)


def test_the_older_of_two_questions_cannot_be_answered(ada: Staff) -> None:
    one = ticket()
    older = asked(one, ada)
    with pytest.raises(NotAllowed):
        asked(one, ada, "19:05")
    asked(one, ada, "19:05", again=True)
    assert refused(lambda: says_yes(older)) is Objection.SUPERSEDED and nothing_agreed()


def test_consent_after_the_work_counts_for_later_seconds_only(ada: Staff) -> None:
    one = ticket()
    request = asked(one, ada)
    works(one, ada, "18:30", "19:10")
    says_yes(request)
    assert load.bill(one).net == 0


def test_the_night_after_has_to_be_asked_about_anew(ada: Staff) -> None:
    one = ticket()
    says_yes(asked(one, ada))
    works(one, ada, "20:00", "20:10")
    works(one, ada, "20:00", "20:10", "2026-09-16")
    assert load.bill(one).net == Decimal("110.00")


def test_work_stops_being_billable_at_the_cap_unless_it_was_raised_before(ada: Staff) -> None:
    one = ticket()
    says_yes(asked(one, ada))
    works(one, ada, "19:10", "22:10")
    assert load.bill(one).net == Decimal("320.00")
    more = actions.raise_cap(one, ada, hours=1, at=at("22:10"))
    assert (more.cap_seconds, more.most_net) == (3 * 3600, Decimal("120.00"))
    says_yes(more, "22:20")
    assert load.bill(one).net == Decimal("320.00")  # what lay beyond the cap stays free
    works(one, ada, "22:20", "22:30")
    assert load.bill(one).net == Decimal("350.00")


def test_consent_taken_back_ends_with_that_moment(ada: Staff) -> None:
    one = ticket()
    request = says_yes(asked(one, ada))
    actions.revoke_by_link(link_in(request), ip="192.0.2.7", at=at("20:00"))
    works(one, ada, "19:30", "19:40")
    works(one, ada, "20:30", "21:30")
    assert load.bill(one).net == Decimal("110.00")
    with pytest.raises(NotAllowed):
        actions.revoke(one, ada, "Anruf", at=at("20:05"))


def test_a_no_lets_the_ticket_sleep_until_eight_and_a_yes_wakes_it(ada: Staff) -> None:
    one = ticket()
    request = asked(one, ada)
    actions.refuse_consent(link_in(request), at=at("19:05"))
    one.refresh_from_db()
    assert (one.state, one.pending_until) == (State.PENDING, at("08:00", "2026-09-16"))
    says_yes(asked(one, ada, "19:30"), "19:40")
    one.refresh_from_db()
    assert one.state == State.OPEN and one.pending_until is None


def test_a_mail_that_says_yes_counts_once_an_agent_has_confirmed_it(ada: Staff) -> None:
    one = ticket()
    request = asked(one, ada)
    mail = replies(request)
    found = actions.consent_replies(one)
    assert [(c.message.pk, c.objection) for c in found] == [(mail.pk, None)]
    assert nothing_agreed()  # nobody has confirmed yet
    done = actions.confirm_reply(request, mail, ada, at=at("19:20"))
    assert (done.answered_at, done.way, done.confirmed_by) == (mail.at, "mail", ada)
    assert refused(lambda: actions.confirm_reply(request, mail, ada, at=at("19:21"))) is Objection.ANSWERED


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        ("Nein, nicht einverstanden.", {}, Objection.NOT_YES),
        ("Einverstanden?", {}, Objection.NOT_YES),
        ("Ja, aber höchstens 100 Euro", {}, Objection.NOT_YES),
        ("Bitte rufen Sie an.\n> Ja, einverstanden", {}, Objection.NOT_YES),
        ("Am 15.09. schrieb Nordlicht:\n> einverstanden", {}, Objection.NOT_YES),
        ("Ich bin im Urlaub. In Ordnung?", {}, Objection.NOT_YES),
        ("Ich bin bis 30.9. nicht im Büro. Ja.", {"robot": Robot.OUT_OF_OFFICE}, Objection.ROBOT),
        ("Ja", {"robot": Robot.LIST}, Objection.ROBOT),
        ("Ja", {"authentication": Authentication()}, Objection.NOT_PROVEN),
        (
            "Ja",
            {"authentication": Authentication(spf=Verdict.PASS, dkim=Verdict.PASS)},  # of another domain
            Objection.NOT_PROVEN,
        ),
    ],
)
def test_a_mail_that_is_no_clear_and_proven_yes_cannot_be_confirmed(
    ada: Staff, text: str, more: dict[str, object], why: Objection
) -> None:
    request = asked(ticket(), ada)
    mail = replies(request, text, **more)
    assert refused(lambda: actions.confirm_reply(request, mail, ada)) is why and nothing_agreed()


@pytest.mark.parametrize("sender", [MALLORY, OZDEMIR, nordlicht.MEYER.replace("e", "е"), nordlicht.STRANGER])
def test_a_mail_of_somebody_else_is_never_a_yes(ada: Staff, sender: str) -> None:
    request = asked(ticket(), ada)
    mail = replies(request, sender=sender, name="Meyer")
    assert refused(lambda: actions.confirm_reply(request, mail, ada)) in (
        Objection.OTHER_TICKET, Objection.NOT_HER_MAIL,
    )  # fmt: skip
    assert nothing_agreed()


def test_a_forged_mail_joins_nothing_and_agrees_to_nothing(ada: Staff) -> None:
    request = asked(ticket(), ada)
    mail = replies(request, authentication=FORGED)
    assert refused(lambda: actions.confirm_reply(request, mail, ada)) is Objection.OTHER_TICKET
    assert nothing_agreed()


def test_a_mail_without_our_reply_key_is_no_answer(ada: Staff) -> None:
    one = ticket()
    request = asked(one, ada)
    mail = nordlicht.comes_in(text="Ja", subject=f"Re: [{one.number}]", at=at("19:10"))
    assert mail.ticket_id == one.pk
    assert refused(lambda: actions.confirm_reply(request, mail, ada)) is Objection.NO_REPLY_KEY


def test_a_signed_mail_that_is_sent_again_later_answers_no_newer_question(ada: Staff) -> None:
    one = ticket()
    first = asked(one, ada)
    old = replies(first)
    newer = asked(one, ada, "19:30", again=True)
    assert refused(lambda: actions.confirm_reply(newer, old, ada)) is Objection.TOO_EARLY
    again = replies(newer, when="19:40")
    copy = nordlicht.comes_in(
        text="Ja", at=at("19:50"), message_id=old.message_id,
        recipients=(newer.message.delivery.as_letter.reply_to,),
    )  # fmt: skip
    assert refused(lambda: actions.confirm_reply(newer, copy, ada)) is Objection.REPLAYED
    assert actions.confirm_reply(newer, again, ada).answer == Answer.YES


def test_a_mail_after_the_night_is_over_is_too_late(ada: Staff) -> None:
    request = asked(ticket(), ada)
    mail = nordlicht.answers(request.message, text="Ja", at=at("09:30", "2026-09-16"))
    assert refused(lambda: actions.confirm_reply(request, mail, ada)) is Objection.EXPIRED


def test_an_auditor_confirms_nothing(ada: Staff) -> None:
    request = asked(ticket(), ada)
    mail = replies(request)
    ada.role = "auditor"
    with pytest.raises(NotAllowed):
        actions.confirm_reply(request, mail, ada)
    assert nothing_agreed()


def test_a_consumer_sees_the_button_of_the_law_and_gross_prices_first(ada: Staff) -> None:
    one = ticket()
    one.customer.is_consumer = True
    one.customer.save()
    request = asked(one, ada)
    assert consents.button(request) == "zahlungspflichtig bestellen"
    assert "380,80 € (320,00 €)" in plain(request.text) and "widerrufen" in request.text
    assert "antworten" not in request.message.text.split("\n\n")[3]


def test_inside_our_own_sphere_nobody_is_asked(ada: Staff) -> None:
    one = ticket()
    actions.find_sphere(one, "inside", "Netzteil defekt", ada, at=at("18:30"))
    with pytest.raises(NotAllowed):
        asked(one, ada)


def test_the_letter_in_english(ada: Staff) -> None:
    one = ticket()
    type(one).objects.filter(pk=one.pk).update(language="en")
    request = asked(one, ada)
    assert "€320.00 (€380.80)" in request.text and "2 h" in plain(request.text)
    assert "Yes, I agree" in request.message.text


def test_a_contract_by_the_minute_says_so(ada: Staff) -> None:
    one = ticket()
    one.customer.counts_minutes = True
    one.customer.save()
    request = asked(one, ada)
    assert "je angefangene Minute: 2,00 €" in plain(request.text)
    assert load.tariff_at(at("19:00"), one.customer).unit_seconds == 60


def test_after_a_merge_the_consent_goes_with_the_ticket(ada: Staff) -> None:
    from hostdesk.tickets import actions as tickets

    one, other = ticket(), ticket(subject="Dasselbe noch einmal")
    says_yes(asked(one, ada))
    works(one, ada, "19:20", "19:30")
    root = tickets.merge(one, other, ada)
    assert load.bill(root or other).net == Decimal("110.00")

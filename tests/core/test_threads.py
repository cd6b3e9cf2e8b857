"""Which ticket a message belongs to: worked examples of docs/rules/joining.md, and what can never happen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_tables import rows

from hostdesk.core.candidates import Candidates, KeyHit, TicketFacts
from hostdesk.core.incoming import Address, Authentication, Bounce, Incoming, Robot, Verdict
from hostdesk.core.threads import Kind, Why, belongs_to

NOW = datetime(2026, 9, 15, 10, tzinfo=UTC)
KINDS = {
    "join": Kind.JOIN,
    "reopen": Kind.REOPEN,
    "linked": Kind.NEW_LINKED,
    "new": Kind.NEW,
    "suggest": Kind.NEW_SUGGEST_MERGE,
}


def _facts(row: dict[str, str]) -> TicketFacts:
    days = row["solved days ago"]
    return TicketFacts(
        int(row["ticket"]),
        frozenset(row["takes part"].split(", ")) - {""},
        is_solved=bool(days),
        solved_at=NOW - timedelta(days=float(days)) if days else None,
        merged_into=int(row["merged into"]) if row["merged into"] else None,
    )


TICKETS = tuple(_facts(row) for row in rows("joining.md", "The tickets in the examples"))


def _candidates(carries: str) -> Candidates:
    found: dict[str, list[list[str]]] = {"key": [], "sheet": [], "id": [], "number": [], "delivery": []}
    for piece in filter(None, carries.split(", ")):
        kind, *data = piece.split()
        found[kind].append(data)
    return Candidates(
        keys=tuple(KeyHit(int(t), f"{to[0]}@example.test" if to else "") for t, *to in found["key"]),
        sheets=tuple(int(ticket) for (ticket,) in found["sheet"]),
        message_ids=tuple(int(ticket) for (ticket,) in found["id"]),
        numbers=tuple(int(ticket) for (ticket,) in found["number"]),
        delivery=int(found["delivery"][0][0]) if found["delivery"] else None,
        tickets=TICKETS,
    )


def _incoming(sender: str, circumstances: str) -> Incoming:
    told = set(filter(None, circumstances.split(", ")))
    dmarc = {"dmarc pass": Verdict.PASS, "dmarc fail": Verdict.FAIL}
    return Incoming(
        key="k",
        channel=next((channel for channel in ("form", "fax") if channel in told), "mail"),
        sender=Address(sender),
        robot=next((robot for robot in Robot if robot.value in told), Robot.NONE),
        bounce=Bounce("meyer@example.test") if "bounce" in told else None,
        authentication=Authentication(
            dmarc=next((dmarc[t] for t in told if t in dmarc), Verdict.NONE),
            session=Verdict.PASS if "signed in" in told else Verdict.NONE,
        ),
        sender_is_doubtful="doubtful" in told,
    )


@pytest.mark.parametrize("row", rows("joining.md", "Decisions"), ids=lambda row: row["the case"])
def test_a_message_goes_where_the_rules_say(row: dict[str, str]) -> None:
    decision = belongs_to(_incoming(row["from"], row["circumstances"]), _candidates(row["carries"]), NOW)
    kind, *rest = row["decision"].split()
    assert (decision.kind, decision.why) == (KINDS[kind], Why(row["why"]))
    if kind == "suggest":
        assert (decision.suggested, decision.ticket_id) == (tuple(int(t) for t in rest), None)
    elif kind != "new":
        assert decision.ticket_id == int(rest[0])
        assert decision.root_id == int(rest[-1])
        assert decision.suggested == ()


def test_the_table_of_decisions_is_worth_its_name() -> None:
    table = rows("joining.md", "Decisions")
    assert len(table) >= 30
    assert {row["why"] for row in table} == {why.value for why in Why} - {Why.CHOSEN}  # that a person did


def test_the_days_until_a_new_ticket_are_a_setting() -> None:
    meyer, candidates = _incoming("meyer@example.test", ""), _candidates("id 3")
    assert belongs_to(meyer, candidates, NOW, reopen_days=2).kind is Kind.NEW_LINKED
    assert belongs_to(meyer, candidates, NOW, reopen_days=4).kind is Kind.REOPEN


def test_a_ticket_solved_at_an_unknown_time_is_reopened() -> None:
    tickets = (TicketFacts(1, frozenset({"meyer@example.test"}), is_solved=True),)
    decision = belongs_to(_incoming("meyer@example.test", ""), Candidates(numbers=(1,), tickets=tickets), NOW)
    assert decision.kind is Kind.REOPEN


def test_a_decision_tells_whether_the_sender_was_proven() -> None:
    for circumstances, is_proven in [("dmarc pass", True), ("", False)]:
        decision = belongs_to(_incoming("meyer@example.test", circumstances), _candidates("id 1"), NOW)
        assert decision.is_proven is is_proven


@pytest.mark.parametrize(
    "named",
    [
        {"keys": (KeyHit(99, "meyer@example.test"),)},
        {"message_ids": (99,)},
        {"numbers": (99,)},
        {"delivery": 99},
        {"tickets": (TicketFacts(1, merged_into=99),)},
    ],
)
def test_a_ticket_without_facts_is_a_mistake_of_the_caller(named: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"No facts about the tickets \[99\]"):
        Candidates(**named)  # type: ignore[arg-type]  # one field after the other


addresses = st.sampled_from(["meyer", "kollege", "oezdemir", "mallory", "new"]).map(
    lambda n: f"{n}@example.test"
)
ids = st.integers(1, 14)
hits = st.lists(ids, max_size=3).map(tuple)
key_hits = st.lists(st.builds(KeyHit, ids, addresses), max_size=3).map(tuple)
evidence = st.builds(Candidates, key_hits, hits, hits, st.none() | ids, st.just(TICKETS))
messages = st.builds(
    Incoming,
    key=st.just("k"),
    channel=st.sampled_from(["mail", "form", "fax", "phone", "chat"]),
    sender=addresses.map(Address),
    robot=st.sampled_from(Robot),
    authentication=st.builds(Authentication, dmarc=st.sampled_from(Verdict)),
    sender_is_doubtful=st.booleans(),
)


@given(messages, evidence)
def test_nobody_joins_who_neither_takes_part_nor_holds_the_key(message: Incoming, found: Candidates) -> None:
    decision = belongs_to(message, found, NOW)
    if decision.ticket_id is None or decision.why is Why.DELIVERY:
        return
    sender = message.sender.address
    holds_key = KeyHit(decision.ticket_id, sender) in found.keys
    assert holds_key or sender in {p.lower() for p in found.facts(decision.ticket_id).participants}
    assert message.authentication.dmarc is not Verdict.FAIL
    assert not message.sender_is_doubtful


@given(messages, evidence)
def test_mallory_never_joins_unless_we_wrote_to_her(message: Incoming, found: Candidates) -> None:
    if message.sender.address == "mallory@example.test" and message.robot not in (Robot.BOUNCE, Robot.OWN):
        decision = belongs_to(message, found, NOW)
        invited = any(key.issued_to == "mallory@example.test" for key in found.keys)
        assert invited or decision.ticket_id is None


@given(messages, evidence)
def test_robots_neither_reopen_nor_open_linked_tickets(message: Incoming, found: Candidates) -> None:
    if message.robot not in (Robot.NONE, Robot.LIST):
        assert belongs_to(message, found, NOW).kind not in (Kind.REOPEN, Kind.NEW_LINKED)


@given(messages, evidence)
def test_whatever_names_a_ticket_joins_it_or_suggests_it(message: Incoming, found: Candidates) -> None:
    decision = belongs_to(message, found, NOW)
    assert (decision.kind is Kind.NEW) == (not found.named)
    assert (decision.ticket_id in found.named) or decision.suggested == found.named

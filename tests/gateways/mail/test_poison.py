"""No mail, however it is made, stalls the desk, empties its memory or costs the next mail."""

import os
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostdesk.core.failures import TemporaryFailure
from hostdesk.core.incoming import Incoming
from hostdesk.gateways.mail import caps, reader_child, safely
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.gateways.mail.facts import Facts
from tests.gateways.mail import poison

ORDINARY = b"From: meyer@kunde.example.test\r\nSubject: Server\r\nMessage-ID: <1@kunde>\r\n\r\nGuten Tag"

# What must not be read at all, and by which name the agent hears of it.
REFUSED = {
    "100 MB": Reason.TOO_LARGE,
    "10,000 parts": Reason.TOO_MANY_PARTS,
    "100,000 parts": Reason.TOO_MANY_PARTS,
    "1,000 nested multiparts": Reason.TOO_DEEP,
    "10,000 nested multiparts": Reason.TOO_DEEP,
    "16 MB within 28 multiparts": Reason.MEMORY,
    "100,000 headers": Reason.HEADER_TOO_LONG,
    "header line of 10 MB": Reason.HEADER_TOO_LONG,
    "references without end": Reason.HEADER_TOO_LONG,
    "20,000 recipients": Reason.HEADER_TOO_LONG,
    "800 recipients": Reason.TOO_MANY_ADDRESSES,
    "20,000 encoded words": Reason.HEADER_TOO_LONG,
}


@pytest.fixture(autouse=True, scope="module")
def _reader_ends() -> Iterator[None]:
    yield
    safely.close()


@pytest.mark.parametrize("name", poison.CASES)
def test_poison_is_read_or_named_and_the_next_mail_is_served(name: str) -> None:
    raw = poison.CASES[name]()
    started = time.monotonic()
    result = safely.read(raw, Facts())
    assert time.monotonic() - started < caps.WALL_SECONDS
    assert (result.reason if isinstance(result, Unreadable) else None) == REFUSED.get(name), result
    assert isinstance(safely.read(ORDINARY, Facts()), Incoming)


def test_an_unreadable_mail_still_says_from_whom_it_came() -> None:
    result = safely.read(poison.CASES["10,000 parts"](), Facts())
    assert isinstance(result, Unreadable)
    assert (result.sender, result.subject) == ("mallory@evil.example.test", "Gift")


@pytest.mark.parametrize("name", ["30 MB of text", "20 MB of HTML", "header line of 100 KB"])
def test_what_was_cut_is_said(name: str) -> None:
    result = safely.read(poison.CASES[name](), Facts())
    assert isinstance(result, Incoming)
    assert any("beginning" in note or "first" in note for note in result.notes)


def test_a_mail_that_hangs_the_reader_is_named_and_the_next_one_is_read() -> None:
    slow = poison.CASES["20 MB of HTML"]()
    result = safely.read(slow, Facts(), seconds=0.001)
    assert isinstance(result, Unreadable)
    assert result.reason is Reason.TIMEOUT
    assert isinstance(safely.read(ORDINARY, Facts()), Incoming)


def test_a_mail_that_kills_the_reader_is_named_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    safely.read(ORDINARY, Facts())
    child = safely._of_thread.child
    answer = child._answer

    def killed(deadline: float) -> object:
        child._process.kill()
        child._process.wait()
        return answer(deadline)

    monkeypatch.setattr(child, "_answer", killed)
    result = safely.read(poison.CASES["30 MB of text"](), Facts())
    assert isinstance(result, Unreadable)
    assert result.reason is Reason.CRASHED
    assert isinstance(safely.read(ORDINARY, Facts()), Incoming)


def test_a_reader_that_ended_while_idle_costs_no_mail() -> None:
    safely.read(ORDINARY, Facts())
    child = safely._of_thread.child
    child._process.kill()
    child._process.wait()
    assert isinstance(safely.read(ORDINARY, Facts()), Incoming)


def test_every_thread_has_a_reader_of_its_own() -> None:
    readers: list[int] = []

    def work() -> None:
        assert isinstance(safely.read(ORDINARY, Facts()), Incoming)
        readers.append(safely._of_thread.child._process.pid)
        safely.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(readers)) == 2


def test_a_forked_process_does_not_talk_to_the_reader_of_its_parent() -> None:
    safely.read(ORDINARY, Facts())
    before = safely._of_thread.child._process.pid
    pid = os.fork()
    if pid == 0:
        read = safely.read(ORDINARY, Facts())
        is_own = safely._of_thread.child._process.pid != before
        safely.close()
        os._exit(0 if is_own and isinstance(read, Incoming) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert isinstance(safely.read(ORDINARY, Facts()), Incoming)
    assert safely._of_thread.child._process.pid == before


def test_a_reader_that_cannot_start_blames_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    safely.close()
    monkeypatch.setattr(safely.sys, "executable", "/bin/false")
    with pytest.raises(TemporaryFailure):
        safely.read(ORDINARY, Facts())
    monkeypatch.undo()
    assert isinstance(safely.read(ORDINARY, Facts()), Incoming)


def test_memory_that_runs_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(raw: bytes, facts: Facts) -> Incoming:
        raise MemoryError

    monkeypatch.setattr(reader_child, "parse", greedy)
    result = reader_child.read(ORDINARY, Facts())
    assert isinstance(result, Unreadable)
    assert result.reason is Reason.MEMORY


def test_a_defect_of_ours_is_kept_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: bytes, facts: Facts) -> Incoming:
        raise ZeroDivisionError("our mistake")

    monkeypatch.setattr(reader_child, "parse", broken)
    result = reader_child.read(ORDINARY, Facts())
    assert isinstance(result, Unreadable)
    assert result.reason is Reason.CRASHED
    assert "our mistake" in result.detail


_PIECES = st.sampled_from(
    [
        b"From: a@b.example.test",
        b"Subject: =?utf-8?q?",
        b"?=",
        b"Content-Type: multipart/mixed; boundary=b",
        b"--b",
        b"--b--",
        b"Content-Type: text/html",
        b"Content-Type: message/delivery-status",
        b"Content-Transfer-Encoding: base64",
        b"\r\n",
        b"\n\n",
        b"Final-Recipient: rfc822; a@b",
        b"filename*0*=utf-8''",
        b"begin 644 x",
        b"end",
        b"> ",
        b"On x wrote:",
        b"<div>",
        b"=",
        b";",
        b"Content-Type: application/ms-tnef",
        b"charset=",
        b"iso-2022-jp",
        b"\x1b$B",
        b'"',
        b"(",
        b"<",
        b"Auto-Submitted: x",
    ]
)


@given(
    st.lists(st.one_of(_PIECES, st.binary(max_size=30)), max_size=40).map(b"\r\n".join)
    | st.binary(max_size=400)
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_an_incoming_or_a_name(raw: bytes) -> None:
    result = reader_child.read(raw, Facts())
    assert isinstance(result, Incoming) or result.reason not in (Reason.CRASHED, Reason.MEMORY), result
    if isinstance(result, Incoming):
        assert "\x00" not in result.subject + result.text + result.html + result.new_text + result.sender.name
        assert bool(result.new_text) >= bool(result.text.strip())
        result.text.encode(), result.subject.encode(), result.sender.name.encode()

"""The address of an exchange: who may tell, in which words, and what it reads as an answer."""

import pytest
from exchange import (
    SUPPORT,
    TOKEN,
    answer,
    configure,
    form,
    hangup,
    new_call,
    placetel_post,
    plain_post,
    post,
    the_call,
)

from hostdesk.core.call_sources import parse
from hostdesk.gateways.phone import following
from hostdesk.gateways.phone.models import CallEvent

pytestmark = pytest.mark.usefixtures("exchange")
NEW = (
    '{"event":"newCall","from":"493023125741","to":"498999998200","direction":"in",'
    '"callId":"307fa962","user":["Christopher Miller","Emma Taylor"]}'
)


def test_a_stranger_without_the_token_tells_nothing() -> None:
    for token in ("x" * 28, TOKEN[:-1], TOKEN + "x"):
        assert form("zammad", new_call(), token).status_code == 401
    assert form("sipgate", new_call()).status_code == 401  # the token is of another dialect
    assert not CallEvent.objects.exists()


def test_the_generic_dialect_speaks_json_and_forms() -> None:
    said = post("zammad", NEW.encode())
    assert (said.status_code, said.content, said["Content-Type"]) == (200, b"{}", "application/json")
    boundary = "----b"
    fields = {"event": "hangup", "from": "493023125741", "to": SUPPORT, "direction": "in",
              "callId": "307fa962", "user[]": "Christopher Miller", "cause": "cancel"}  # fmt: skip
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    said = post("zammad", f"{body}--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}")
    assert said.status_code == 200
    following.run_once()
    call = the_call()
    assert (call.caller_e164, call.result, call.rung) == (
        "+493023125741", "missed", ["Christopher Miller", "Emma Taylor"],
    )  # fmt: skip


def test_sipgate_is_asked_to_tell_the_rest(monkeypatch) -> None:
    configure(monkeypatch, "sipgate")
    body = (
        b"event=newCall&from=492111234567&to=498999998200&direction=in&callId=123456&user[]=Alice&user[]=Bob"
        b"&userId[]=w0&userId[]=w1&fullUserId[]=1234567w0&fullUserId[]=1234567w1"
    )
    said = post("sipgate", body, "application/x-www-form-urlencoded")
    assert said["Content-Type"] == "application/xml"
    here = f"http://127.0.0.1:8000/calls/sipgate/{TOKEN}/"
    assert f'onAnswer="{here}" onHangup="{here}"' in said.content.decode()
    for event in (
        "event=answer&callId=123456&user=John+Doe&userId=w0&fullUserId=1234567w0&from=492111234567"
        "&to=498999998200&direction=in&answeringNumber=21199999999",
        "event=hangup&cause=normalClearing&callId=123456&from=492111234567&to=498999998200&direction=in"
        "&answeringNumber=4921199999999",
    ):
        said = post("sipgate", event.encode(), "application/x-www-form-urlencoded")
        assert b"onHangup" not in said.content
    following.run_once()
    assert (the_call().agent, the_call().result, the_call().rung) == (
        "John Doe",
        "answered",
        ["Alice", "Bob"],
    )


DOCUMENTED = (
    "call_id=4a4cbb39578170aed9a2761a7bec8c7e704a541f52291ef603d6f5f152980c3c"
    "&event=CallAccepted&from=0123456789&to=0987654321"
)


def test_placetels_documented_request_and_signature_are_understood(monkeypatch) -> None:
    configure(monkeypatch, "placetel")
    signature = "c4f823c5b8806432fe2b83b1fc2ee714422e0cdfb4b5129152a7d0bbcd7792d0"
    assert placetel_post(DOCUMENTED, signature).status_code == 200
    assert placetel_post(DOCUMENTED + "&type=missed", signature).status_code == 401
    assert placetel_post(DOCUMENTED, "00").status_code == 401
    assert placetel_post(DOCUMENTED, "").status_code == 401
    following.run_once()
    assert the_call().state == "talking"


def test_placetel_tells_why_a_call_ended(monkeypatch) -> None:
    configure(monkeypatch, "placetel")
    placetel_post("event=IncomingCall&from=022129191999&to=498999998200&call_id=p1&direction=in")
    placetel_post("event=HungUp&from=022129191999&to=498999998200&call_id=p1&type=voicemail&duration=12")
    following.run_once()
    assert (the_call().result, the_call().seconds, the_call().caller_e164) == (
        "voicemail", 12, "+4922129191999",
    )  # fmt: skip


def test_our_own_dialect_is_signed_over_time_and_body(monkeypatch) -> None:
    configure(monkeypatch, "plain")
    said = {"event": "ringing", "call": "p1", "from": "089 1234551", "to": "+498999998100", "agents": ["21"]}
    assert plain_post(said).status_code == 200
    assert plain_post(said, secret="another").status_code == 401
    assert plain_post(said, seconds=1_700_000_000).status_code == 401  # recorded long ago
    assert post("plain", b"{}").status_code == 401
    assert plain_post({"event": "singing", "call": "p1"}).status_code == 422
    assert plain_post({"event": "ended", "call": ""}).status_code == 422
    following.run_once()
    assert (the_call().department.slug, the_call().caller_e164) == ("sales", "+49891234551")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b'{"event": {"a": 1}}', b"[" * 60_000, b'{"event": "dtmf"}'],
)
def test_nonsense_is_no_news(body: bytes) -> None:
    assert post("zammad", body).status_code == 200
    assert not CallEvent.objects.exists()


def test_an_event_is_small() -> None:
    assert post("zammad", b" " * 70_000).status_code == 413


def test_what_a_database_cannot_keep_is_left_out() -> None:
    assert (
        post("zammad", b'{"event":"newCall","callId":"a\\u0000b\\ud800","from":"\\u0000"}').status_code == 200
    )
    following.run_once()
    assert the_call().call_id == "ab?"


def test_only_posts_tell(client) -> None:
    assert client.get(f"/calls/zammad/{TOKEN}/").status_code == 405


def test_a_database_that_is_away_is_told_again(monkeypatch) -> None:
    from django.db import OperationalError

    from hostdesk.gateways.phone import hearing

    def away(*_args: object) -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(hearing, "keep", away)
    assert form("zammad", new_call()).status_code == 503


def test_an_event_that_is_told_again_is_kept_once() -> None:
    for _ in range(3):
        for event in (new_call(), answer(), hangup()):
            form("zammad", event)
    assert CallEvent.objects.count() == 3


@pytest.mark.parametrize(
    "setting",
    ["x", "a:zammad:short", "a:unknown:" + "t" * 24, "a:placetel:" + "t" * 24,
     "a:zammad:" + "t" * 24 + ":secret",
     "A B:zammad:" + "t" * 24, "a:zammad:" + "t" * 24 + ",a:zammad:" + "u" * 24,
     "a:zammad:" + "t" * 24 + ",b:zammad:" + "t" * 24],
)  # fmt: skip
def test_a_wrong_setting_says_what_to_write(setting: str) -> None:
    with pytest.raises(ValueError, match=r"write|give|want"):
        parse(setting)

"""Every sample mail is read as the file beside it says; a bug from the field becomes such a pair."""

import json
from pathlib import Path
from typing import Any

import pytest

from hostdesk.core.incoming import Incoming
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.inspect import described
from hostdesk.gateways.mail.parse import parse
from hostdesk.gateways.mail.wire import from_result, lengths, to_result

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "mail").glob("*.eml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_stated(path: Path) -> None:
    mail = parse(path.read_bytes(), Facts())
    wanted: dict[str, Any] = json.loads(path.with_suffix(".json").read_text())
    assert wanted, "a sample states what is right"
    for key, value in wanted.items():
        assert _found(mail, key, value) == value, key


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_reading_again_gives_the_same_and_the_pipe_changes_nothing(path: Path) -> None:
    raw = path.read_bytes()
    mail = parse(raw, Facts(key="k", recipients=("Support+KEY@nordlicht.example.test",)))
    assert mail == parse(raw, Facts(key="k", recipients=("Support+KEY@nordlicht.example.test",)))
    head, text, *blobs = from_result(mail)
    assert lengths(head) == (len(text), sum(map(len, blobs)))
    assert to_result(json.loads(text), b"".join(blobs)) == mail


def _found(mail: Incoming, key: str, wanted: Any) -> Any:
    """What was read, in the form in which the sample states it."""
    match key:
        case "text" | "new_text":
            return wanted if getattr(mail, key).strip() == wanted.strip() else getattr(mail, key)
        case "text_contains" | "html_contains" | "new_text_contains":
            return [piece for piece in wanted if piece in getattr(mail, key.removesuffix("_contains"))]
        case "text_lacks" | "new_text_lacks" | "signature_contains":
            place, _, what = key.rpartition("_")
            return [piece for piece in wanted if (piece in getattr(mail, place)) is (what == "contains")]
        case "notes_contain":
            return [piece for piece in wanted if any(piece in note for note in mail.notes)]
        case "attachments":
            found = described(mail)["attachments"]
            return [
                {k: item.get(k) for k in stated} for item, stated in zip(found, wanted, strict=False)
            ] + found[len(wanted) :]
        case "inline":
            return [file.name for file in mail.files if file.is_inline]
        case "to" | "cc":
            return [address.address for address in getattr(mail, key)]
        case "original_message_id":
            return mail.bounce.original_message_id if mail.bounce else None
        case "authentication":
            return {name: getattr(mail.authentication, name).value for name in wanted}
        case "doubtful":
            return mail.sender_is_doubtful
        case "loop_marks":
            return list(mail.loop_marks)
        case "wants_no_answer":
            return mail.wants_no_answer
        case _:
            return described(mail)[key]

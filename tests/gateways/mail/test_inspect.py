"""`hostdesk inspect` shows a mail at once, without Django, and never gives up on one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hostdesk.gateways.mail import inspect
from tests.gateways.mail import poison

SAMPLE = Path(__file__).parents[2] / "samples" / "mail" / "plain_german.eml"
KEYS = {
    "message_id", "from_address", "from_name", "to", "cc", "subject", "text", "new_text", "html",
    "attachments", "auto_submitted", "bounce", "in_reply_to", "references",
}  # fmt: skip


def test_a_file_is_shown_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert inspect.main([str(SAMPLE)]) == 0
    assert json.loads(capsys.readouterr().out).keys() >= KEYS


def test_each_path_gives_a_line_at_once() -> None:
    command = [sys.executable, "-m", "hostdesk.gateways.mail.inspect", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(2):
            process.stdin.write(f"{SAMPLE}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["from_name"] == "Anna Meyer"


def test_django_is_not_loaded() -> None:
    code = "import sys, hostdesk.gateways.mail.inspect; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_mail_over_a_cap_shows_its_head_and_the_cap(tmp_path: Path) -> None:
    path = tmp_path / "bomb.eml"
    path.write_bytes(poison.CASES["10,000 parts"]())
    found = inspect.inspect(str(path))
    assert "error" not in found
    assert (found["unreadable"], found["subject"]) == ("too_many_parts", "Gift")


def test_a_missing_file_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert inspect.main(["/nowhere.eml"]) == 1
    assert "error" in json.loads(capsys.readouterr().out)


def test_wrong_use_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert inspect.main([]) == 2
    assert "usage" in capsys.readouterr().err

import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

from hostdesk.__main__ import COMMANDS, main

pytestmark = pytest.mark.once


def hostdesk(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hostdesk", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False, input=""
    )


def test_without_a_command_all_of_them_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 64
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert "example: " in said
    assert "exit codes: 0 " in said


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["sevre"])
    assert end.value.code == 64
    assert "'sevre'" in capsys.readouterr().err


def test_a_wrong_setting_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    done = hostdesk("serve", HOSTDESK_HOME=str(tmp_path), HOSTDESK_LISTEN="8000", HOSTDESK_PORT="1")
    assert done.returncode == 78
    assert "HOSTDESK_LISTEN is '8000': write HOST:PORT" in done.stderr
    assert "HOSTDESK_PORT is not a setting of Hostdesk" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_told_in_words(tmp_path: Path) -> None:
    away = "postgres://nobody@127.0.0.1:1/hostdesk"
    done = hostdesk("serve", HOSTDESK_HOME=str(tmp_path), DATABASE_URL=away)
    assert done.returncode == 75
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = hostdesk("migrate", HOSTDESK_HOME=str(tmp_path / "file"))
    assert done.returncode == 77
    assert "HOSTDESK_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_inspect_starts_without_django_and_without_settings() -> None:
    code = (
        "import sys; from hostdesk.__main__ import main\n"
        "try: main(['inspect', '--help'])\n"
        "except SystemExit: pass\n"
        "from hostdesk.gateways.mail import inspect\n"
        "assert not {'django', 'hostdesk.config', 'hostdesk.settings'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, timeout=60)


def test_a_mail_that_cannot_be_taken_stays_with_the_mail_server_whatever_the_reason(tmp_path: Path) -> None:
    assert hostdesk("receive", HOSTDESK_HOME=str(tmp_path), HOSTDESK_LISTEN="wrong").returncode == 75
    assert hostdesk("receive", "--no-such-option", HOSTDESK_HOME=str(tmp_path)).returncode == 75

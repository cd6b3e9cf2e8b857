"""Signs of life."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from hostdesk.lib import alive

MAKE_A_SIGN = """
import sys, types
from django.conf import settings
settings.configure(HOME=sys.argv[1])
from hostdesk.lib import alive
print(alive.sign(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(alive, "_own", None)


def test_a_process_is_dead_only_once_it_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", MAKE_A_SIGN, str(settings.HOME)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        name = other.stdout.readline().strip()
        assert not alive.is_dead(name)
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert alive.is_dead(name)


def test_we_are_alive_also_after_asking():
    own = alive.sign()
    assert not alive.is_dead(own) and alive.sign() == own
    pid = os.fork()
    if not pid:
        os._exit(0 if not alive.is_dead(own) and alive.sign() != own else 1)
    assert os.waitpid(pid, 0)[1] == 0


def test_a_sign_of_another_machine_says_nothing():
    assert not alive.is_dead("f" * 32) and not alive.is_dead("")


def test_old_signs_are_swept():
    old = settings.HOME / "alive" / "old"
    own = alive.sign()
    old.touch()
    os.utime(old, (0, 0))
    alive.sweep()
    assert not old.exists() and (settings.HOME / "alive" / own).exists()

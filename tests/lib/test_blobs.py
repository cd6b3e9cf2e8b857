"""Files named by their content."""

import os
import time
from pathlib import Path

import pytest
from django.conf import settings

from hostdesk.lib import blobs

CONTENT = b"a fax from Meyer"


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")


def test_what_is_stored_can_be_read():
    sha256 = blobs.store(CONTENT)
    assert blobs.read(sha256) == CONTENT and blobs.exists(sha256) and blobs.is_whole(sha256)
    with blobs.open_blob(sha256) as file:
        assert file.read() == CONTENT
    assert blobs.path(sha256).stat().st_mode & 0o777 == 0o600


def test_storing_twice_keeps_one_file():
    assert blobs.store(CONTENT) == blobs.store(CONTENT)
    assert [path for path in (Path(settings.HOME) / "blobs").rglob("*") if path.is_file()] == [
        blobs.path(blobs.sha256_of(CONTENT))
    ]


def test_a_damaged_file_is_noticed_and_healed():
    sha256 = blobs.store(CONTENT)
    blobs.path(sha256).write_bytes(CONTENT.upper())
    assert not blobs.is_whole(sha256)
    with pytest.raises(blobs.Damaged):
        blobs.read(sha256)
    blobs.store(CONTENT)
    assert blobs.is_whole(sha256)


def _name_of(handle: int) -> str:
    return str(Path(f"/proc/self/fd/{handle}").readlink())


def test_file_and_folders_are_synced_in_this_order(monkeypatch):
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(_name_of(handle)), fsync(handle)))
    rename = Path.rename
    monkeypatch.setattr(
        Path, "rename", lambda self, target: (synced.append("rename"), rename(self, target))[1]
    )
    target = blobs.path(blobs.store(CONTENT))
    assert "/blobs/tmp/" in synced[0]
    assert synced[1:] == ["rename", str(target.parent), str(target.parent.parent), str(settings.HOME)]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 65])
def test_a_name_is_never_a_path(name):
    with pytest.raises(ValueError, match="SHA-256"):
        blobs.path(name)


def test_what_is_missing_is_missing():
    assert not blobs.exists("0" * 64) and not blobs.is_whole("0" * 64)
    with pytest.raises(FileNotFoundError):
        blobs.read("0" * 64)


def test_unfinished_files_are_swept_after_an_hour():
    blobs.store(CONTENT)
    old, new = (Path(settings.HOME) / "blobs" / "tmp" / name for name in ("old", "new"))
    old.touch()
    new.touch()
    os.utime(old, (0, time.time() - 4000))
    assert blobs.sweep_unfinished() == 1
    assert new.exists() and not old.exists()

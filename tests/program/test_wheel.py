"""The wheel is the program: built, installed beside the same packages, and run far away from this folder."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from running import ROOT

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("hostdesk-*.whl"))


@pytest.fixture(scope="module")
def hostdesk(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    venv = tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "venv", "--without-pip", str(venv), cwd=venv)
    python = venv / "bin" / "python"
    # The dependencies come from the environment of the tests, so that no network is needed.
    site = next(venv.glob("lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel), cwd=venv)
    return venv / "bin" / "hostdesk"


def run(*command: str, cwd: Path, **environ: str) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tracked(pattern: str) -> set[str]:
    listing = subprocess.run(
        ["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name for name in listing.stdout.splitlines() if (ROOT / name).exists()}


def test_the_wheel_contains_everything_under_hostdesk_and_the_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert tracked("hostdesk/**") - names == set()
    assert {name for name in names if name.endswith(("/LICENSE", "/NOTICE"))}
    assert not [name for name in names if name.startswith(("tests", "tools", "var", "bench"))]


def test_the_installed_program_runs_in_any_folder(hostdesk: Path, tmp_path: Path) -> None:
    assert "commands:" in run(str(hostdesk), "--help", cwd=tmp_path)
    assert "HOSTDESK_HOME=" in run(str(hostdesk), "settings", cwd=tmp_path)
    said = run(str(hostdesk), "migrate", cwd=tmp_path, HOSTDESK_HOME=str(tmp_path / "home"), DATABASE_URL="")
    assert "ready" in said
    assert (tmp_path / "home" / "hostdesk.sqlite3").exists()
    assert list((tmp_path / "home" / "static").rglob("*.css*"))

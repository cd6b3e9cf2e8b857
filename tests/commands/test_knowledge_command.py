"""`hostdesk knowledge import`: what it says, and with which exit code."""

import os
import subprocess
import sys
from pathlib import Path

ARTICLE = "---\nkind: article\nsection: mail\nslug: postfach\ntitle: Postfach\n---\nText.\n"


def _import(home: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOSTDESK_")}
    environment |= {"HOSTDESK_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-m", "hostdesk", "knowledge", "import", str(folder)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_a_folder_is_taken_over_and_a_wrong_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "mail").mkdir(parents=True)
    (folder / "sections.txt").write_text("mail | article | mail | E-Mail | Mail | | \n")
    (folder / "mail" / "postfach.de.md").write_text(ARTICLE)
    done = _import(tmp_path / "home", folder)
    assert (done.returncode, done.stdout) == (0, "1 added, 0 changed, 0 as they were.\n"), done.stderr
    (folder / "mail" / "wrong.de.md").write_text("no head")
    refused = _import(tmp_path / "home", folder)
    assert refused.returncode == 1
    assert "wrong.de.md" in refused.stderr
    assert _import(tmp_path / "home", tmp_path / "nowhere").returncode == 1

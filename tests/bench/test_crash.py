"""A small run of the crash bench; `bench/crash.py --kills 500` is the large one."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parents[2]


def test_a_desk_killed_fifteen_times_has_lost_nothing_and_done_nothing_twice(tmp_path):
    database = "sqlite" if settings.IS_SQLITE else "postgres"
    report = tmp_path / "report.json"
    command = [sys.executable, str(ROOT / "bench" / "crash.py"), "--kills", "15", "--seed", "7"]
    done = subprocess.run(
        [*command, "--database", database, "--report", str(report)],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("HOSTDESK_")},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(report.read_text())
    assert sum(told["kills"].values()) == 15 and told["counts"]["messages"] > 15

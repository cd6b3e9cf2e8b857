"""`hostdesk invoices`: exit codes and the report, as a cron job sees them."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

pytestmark = pytest.mark.once
_HEAD = "number,customer,date,text,net,vat_rate\n"


def invoices(home: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hostdesk", "invoices", *words]
    environ = {"HOSTDESK_HOME": str(home), "HOSTDESK_DOMAIN": "nordlicht.example.test"}
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120, check=False, input=given
    )


def test_what_is_refused_is_reported_and_told_by_the_exit_code(tmp_path: Path) -> None:
    file, report = tmp_path / "invoices.csv", tmp_path / "refused.csv"
    file.write_text(_HEAD + "=R-1,K-99999,2026-11-05,Speicher,1.00,19\n")
    done = invoices(tmp_path, "import", str(file), "--report", str(report))
    assert done.returncode == 1, done.stderr
    assert "1 rows were refused" in done.stdout
    assert "line 2, invoice =R-1, customer: no customer has the number K-99999" in done.stderr
    [row] = csv.DictReader(report.open())
    assert (row["where"], row["invoice"]) == ("line 2", "'=R-1")  # no spreadsheet takes it for a formula


@pytest.mark.parametrize(("name", "given"), [("missing.csv", ""), ("-", "a;b\n"), ("-", "{")])
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, name: str, given: str) -> None:
    done = invoices(tmp_path, "import", name, given=given)
    assert done.returncode == 65
    assert "Traceback" not in done.stderr


def test_a_token_is_shown_once_with_its_setting(tmp_path: Path) -> None:
    done = invoices(tmp_path, "token", "billing")
    assert done.returncode == 0
    assert "billing:" in done.stdout
    assert invoices(tmp_path, "token", "Bil ling").returncode == 64

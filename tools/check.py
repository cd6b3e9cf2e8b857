"""`bin/check`: every step in turn, one line each; the long output of each lies in var/check/."""

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent
LOGS = ROOT / "var" / "check"
PYTHON = sys.executable
LIMIT = 1200  # seconds for one step; a step that hangs has failed


@dataclass(frozen=True)
class Step:
    """One command; it has failed when its exit code is not 0."""

    name: str
    meaning: str
    command: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)


def _pytest(*options: str) -> tuple[str, ...]:
    # More than there are cores: half of the time a test waits, for the disk, a lease, or a process to die.
    return (PYTHON, "-m", "pytest", "-n", "4", "-p", "no:cacheprovider", "--durations=15", *options)


_BROWSER = "tests/browser"
STEPS = (
    Step("system", "programs that tests need", (PYTHON, "-m", "tools.system")),
    Step("format", "ruff format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    Step("lint", "ruff check", (PYTHON, "-m", "ruff", "check", ".")),
    Step("types", "mypy", (PYTHON, "-m", "mypy", "hostdesk", "tools", "tests")),
    Step("layers", "import directions", (str(Path(PYTHON).with_name("lint-imports")), "--no-cache")),
    Step("rows", "no migration is missing", (PYTHON, "-m", "tools.migrations")),
    Step("words", "German is complete", (PYTHON, "-m", "tools.translations")),
    Step("clean", "nothing of a machine or a registry in a file", (PYTHON, "-m", "tools.clean")),
    Step("sqlite", "tests on SQLite", _pytest(f"--ignore={_BROWSER}"), {"HOSTDESK_TEST_DATABASE": "sqlite"}),
    Step(
        "postgres",
        "tests on PostgreSQL",
        _pytest(f"--ignore={_BROWSER}", "-m", "not once"),
        {"HOSTDESK_TEST_DATABASE": "postgres"},
    ),
    Step("browser", "tests in Chromium", _pytest(_BROWSER), {"HOSTDESK_TEST_DATABASE": "sqlite"}),
)


def main() -> int:
    """Run the steps named on the command line, or all; 0 only if every one held."""
    parser = argparse.ArgumentParser(prog="bin/check", description=__doc__)
    parser.add_argument("steps", nargs="*", choices=[*(step.name for step in STEPS), []], metavar="STEP")
    parser.add_argument("--list", action="store_true", help="name the steps")
    wanted = parser.parse_args()
    if wanted.list:
        _say(*(f"{step.name:<10} {step.meaning}" for step in STEPS))
        return 0
    signal.signal(signal.SIGTERM, _stop)  # as Ctrl-C: the step that runs must not go on without us
    LOGS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hostdesk-check-") as home:
        results = [_run(step, home) for step in STEPS if not wanted.steps or step.name in wanted.steps]
    passed, failed = (sum(counts) for counts in zip(*results, strict=True))
    _say("", f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _run(step: Step, home: str) -> tuple[int, int]:
    """How many checks of this step held, and how many did not."""
    log = LOGS / f"{step.name}.txt"
    began = time.monotonic()
    with log.open("w") as output:
        code = _call(step, home, output)
    text = log.read_text(errors="replace")
    passed, failed = _counted(text) if "pytest" in step.command else (0, 0)
    if code and not failed:
        failed = 1
    elif not code and not passed:
        passed = 1
    counts = f"{passed} passed, {failed} failed" if passed + failed > 1 else ""
    verdict, seconds = "FAILED" if code else "ok", time.monotonic() - began
    _say(f"{verdict:<7}{seconds:6.1f} s  {step.name:<10}{step.meaning}  {counts}")
    if code:
        _say(
            *(f"    {line}" for line in text.splitlines()[-60:]), f"    (all of it: {log.relative_to(ROOT)})"
        )
    return passed, failed


def _call(step: Step, home: str, output: IO[str]) -> int:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOSTDESK_")}
    clean.pop("DATABASE_URL", None)
    environ = {**clean, "HOSTDESK_HOME": home, "MYPY_CACHE_DIR": str(LOGS / "mypy"), **step.environ}
    # In a session of its own, so that a step that hangs takes its servers and browsers with it.
    process = subprocess.Popen(
        step.command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, stdout=output,
        stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        return process.wait(LIMIT)
    except subprocess.TimeoutExpired:
        return 124
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """First asked, so that tests stop their servers; then made to."""
    for number, seconds in ((signal.SIGINT, 15), (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _counted(text: str) -> tuple[int, int]:
    last = next(
        (line for line in reversed(text.splitlines()) if re.search(r"\d+ (passed|failed|error)", line)), ""
    )
    found = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", last)}
    return found.get("passed", 0), found.get("failed", 0) + found.get("error", 0)


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

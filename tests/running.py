"""Starting a server as a process of its own, and ending it surely."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Running:
    """A started process; `text` is what it has said so far. `before` runs it, for instance strace."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str] | None = None, before: Sequence[str] = ()
    ) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HOSTDESK_")}
        self.process = subprocess.Popen(
            [*before, sys.executable, *command],
            env={**clean, "PYTHONPATH": str(ROOT), **(environ or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.text = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.text += line

    def wait_for(self, pattern: str, seconds: float = 30) -> re.Match[str]:
        """The first match in what it says; fails when it ends or takes too long."""
        found: list[re.Match[str]] = []

        def look() -> bool:
            has_ended = self.process.poll() is not None
            if has_ended:
                self._reader.join(5)
            found.extend(re.finditer(pattern, self.text))
            return bool(found) or has_ended

        assert until(look, seconds) and found, f"never said {pattern!r}, but:\n{self.text}"
        return found[0]

    def end(self, seconds: float = 20) -> int:
        """Its exit code; it is killed when it does not end by itself."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        self._reader.join(5)
        return code


def until(is_true: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it became true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_true():
            return True
        time.sleep(0.05)
    return is_true()

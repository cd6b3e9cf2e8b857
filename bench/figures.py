"""CPU and wall time of one step after another, every process counted, as a table of median, p95 and mean."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Figures:
    """Milliseconds of many repetitions of the same step."""

    name: str
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """One repetition; what it starts in other processes is counted as well."""
        cpu, wall = cpu_seconds(), time.perf_counter()
        yield
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((cpu_seconds() - cpu) * 1000)


def table(figures: list[Figures]) -> str:
    """One line a step."""
    head = f"{'ms':<34}{'n':>5} | {'wall median':>11}{'p95':>8} | {'CPU mean':>9}{'median':>8}{'p95':>8}"
    return "\n".join([head, "-" * len(head), *(_line(one) for one in figures)])


def cpu_seconds() -> float:
    """CPU time of this process, of its children that live, and of our backend in PostgreSQL."""
    return time.process_time() + sum(map(_of_process, [*_children(), *_backend()]))


def database() -> str:
    """Which database is measured, and how much is in it."""
    from django.db import connection

    from hostdesk.tickets.models import Message, Ticket

    return f"{connection.vendor}, {Ticket.objects.count():,} tickets, {Message.objects.count():,} messages"


def _line(figures: Figures) -> str:
    wall, cpu = sorted(figures.wall), sorted(figures.cpu)
    late = int(len(wall) * 0.95)
    return (
        f"{figures.name:<34}{len(wall):>5} | {statistics.median(wall):>11.2f}{wall[late]:>8.2f}"
        f" | {statistics.mean(cpu):>9.2f}{statistics.median(cpu):>8.2f}{cpu[late]:>8.2f}"
    )


def _of_process(pid: int) -> float:
    try:
        # Nanoseconds on the processor; /proc/…/stat counts in hundredths of a second only.
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def _children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        try:
            found += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue  # a thread that has just ended
    return found


_backends: list[int] = []


def _backend() -> list[int]:
    from django.db import connection

    if connection.vendor == "postgresql" and not _backends:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        _backends.append(pid if Path(f"/proc/{pid}").exists() else 0)  # a server elsewhere is not counted
    return [pid for pid in _backends if pid]

"""What a protected table must refuse, independent of the database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """Protection of one table: append-only, or no removal and `frozen` columns."""

    table: str
    is_append_only: bool
    frozen: tuple[str, ...] = ()

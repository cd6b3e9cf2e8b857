"""Money is exact: decimals, half up, and not one float on its way."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core.money import cents, share, vat, vat_rate

HOSTDESK = Path(__file__).parents[2] / "hostdesk"
MONEY_PATHS = sorted(
    [
        *HOSTDESK.glob("core/tariff*.py"),
        *(HOSTDESK / name for name in ("core/money.py", "core/work.py", "core/hours.py", "core/windows.py")),
        HOSTDESK / "core/complaints.py",
        *(HOSTDESK / name for name in ("core/wall_clock.py", "core/holidays_de.py")),
        *(HOSTDESK / name for name in ("commands/price.py", "lib/json_lines.py")),
    ]
)


@pytest.mark.parametrize("path", MONEY_PATHS, ids=lambda path: path.name)
def test_no_money_path_knows_floats(path: Path) -> None:
    assert float_traces(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    ["a = 0.19", "a = 1e3", "float(a)", "a / b", "a /= b", "x = float", "t.timestamp()", "d.total_seconds()"],
)
def test_the_search_finds_every_kind_of_float(code: str) -> None:
    assert float_traces(code)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("2.565", "2.57"), ("2.5649", "2.56"), ("-2.565", "-2.57"), ("0.005", "0.01"), ("1", "1.00")],
)
def test_cents_are_rounded_half_up(amount: str, rounded: str) -> None:
    assert str(cents(Decimal(amount))) == rounded


@pytest.mark.parametrize(
    ("amount", "part", "whole", "rounded"),
    [
        ("20.00", 60, 900, "1.33"),
        ("0.15", 1, 30, "0.01"),
        ("0.14", 1, 30, "0.00"),
        ("21.00", 1800, 900, "42.00"),
    ],
)
def test_a_share_is_rounded_once(amount: str, part: int, whole: int, rounded: str) -> None:
    assert str(share(Decimal(amount), part, whole)) == rounded


@given(st.decimals(0, 10_000, places=2), st.integers(0, 100))
def test_whole_quarters_need_no_rounding(amount: Decimal, quarters: int) -> None:
    assert share(amount, quarters * 900, 900) == amount * quarters


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2007, 1, 1), 19),
        (date(2020, 6, 30), 19),
        (date(2020, 7, 1), 16),
        (date(2020, 12, 31), 16),
        (date(2021, 1, 1), 19),
    ],
)
def test_the_vat_is_that_of_the_date_of_supply(day: date, rate: int) -> None:
    assert vat_rate(day) == rate


def test_vat_on_the_sum_is_rounded_half_up() -> None:
    assert str(vat(Decimal("13.50"), Decimal(19))) == "2.57"


def float_traces(code: str) -> list[str]:
    """Every float literal, true division, mention of float, and method that returns one."""
    return [found for node in ast.walk(ast.parse(code)) if (found := _float_trace(node))]


def _float_trace(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=float()):
            return f"line {node.lineno}: a float literal"
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return f"line {node.lineno}: a true division"
        case ast.Name(id="float"):
            return f"line {node.lineno}: float"
        case ast.Attribute(attr="timestamp" | "total_seconds"):
            return f"line {node.lineno}: {node.attr}() is a float"
    return ""

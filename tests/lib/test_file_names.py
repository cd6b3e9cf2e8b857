"""A file name from outside is one harmless line, whatever a stranger wrote."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.lib import file_names


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Rechnung März.pdf", "Rechnung März.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\foto.jpg", "foto.jpg"),
        ("php://filter", "filter"),
        ("bild\u202egpj.exe", "bildgpj.exe"),
        ("a.ph\u200bp", "a.php"),
        ("a\x00b\r\nc.txt", "ab c.txt"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("", "file"),
        ("a?b*c|d.txt", "a_b_c_d.txt"),
    ],
)
def test_a_name_is_made_safe(given_name: str, safe: str) -> None:
    assert file_names.safe(given_name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    assert file_names.safe("a" * 5000 + ".pdf").endswith("a.pdf")


@given(st.text())
def test_no_name_climbs_hides_or_grows(name: str) -> None:
    safe = file_names.safe(name)
    assert 0 < len(safe) <= 180
    assert not set(safe) & set('/\\<>:"|?*')
    assert not safe.startswith(".")
    assert all(unicodedata.category(char) not in ("Cc", "Cf", "Cs") for char in safe)
    assert file_names.safe(safe) == safe

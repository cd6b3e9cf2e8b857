from typing import Any

import pytest

from hostdesk.demo.cast_rows import install_cast


@pytest.fixture
def customers(db: Any) -> None:
    """Nordlicht's customers; their invoices are known by number only."""
    install_cast()

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent.parent / "tickets"))  # letters to and from Nordlicht

import nordlicht

from hostdesk.accounts.models import Staff
from hostdesk.demo import cast
from hostdesk.demo.cast_rows import install_cast


@pytest.fixture(autouse=True)
def at_nordlicht(request: pytest.FixtureRequest, settings: Any) -> None:
    """The desk is Nordlicht's; its rows are there for every test that asks for a database."""
    settings.HOSTDESK = {
        **settings.HOSTDESK, "HOSTDESK_DOMAIN": cast.DOMAIN, "HOSTDESK_PROVIDER": cast.PROVIDER,
    }  # fmt: skip
    wanted = {"db", "transactional_db", "elif_", "ada"} & set(request.fixturenames)
    if wanted:
        request.getfixturevalue("transactional_db" if "transactional_db" in wanted else "db")
        install_cast()


@pytest.fixture
def elif_(at_nordlicht: None) -> Staff:
    """She keeps the accounts."""
    return nordlicht.person("elif")


@pytest.fixture
def ada(at_nordlicht: None) -> Staff:
    """An agent of Support, who does not."""
    return nordlicht.person("ada")

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
    """The desk is Nordlicht's."""
    settings.HOSTDESK = {
        **settings.HOSTDESK, "HOSTDESK_DOMAIN": cast.DOMAIN, "HOSTDESK_PROVIDER": cast.PROVIDER,
        "HOSTDESK_REGION": cast.REGION,
    }  # fmt: skip
    wanted = {"db", "transactional_db", "ada", "ben", "lead"} & set(request.fixturenames)
    if wanted:
        request.getfixturevalue("transactional_db" if "transactional_db" in wanted else "db")
        install_cast()


@pytest.fixture
def ada(at_nordlicht: None) -> Staff:
    """An agent of Support."""
    return nordlicht.person("ada")


@pytest.fixture
def ben(at_nordlicht: None) -> Staff:
    """Another agent of Support."""
    return nordlicht.person("ben")


@pytest.fixture
def lead(at_nordlicht: None) -> Staff:
    """Somebody who leads Support."""
    return Staff.objects.filter(role="lead").first() or Staff.objects.create_user(
        "lea@nordlicht.example.test", "x" * 12, name="Lea Lead", role="lead"
    )


@pytest.fixture
def auditor(at_nordlicht: None) -> Staff:
    """Reads everything, changes nothing."""
    return Staff.objects.filter(role="auditor").first() or Staff.objects.create_user(
        "aud@nordlicht.example.test", "x" * 12, name="Otto Auditor", role="auditor"
    )

from collections.abc import Iterator
from typing import Any

import pytest
from demo_at_hand import Running, at_nordlicht
from django.db import transaction

from hostdesk.demo.cast_rows import install_cast


@pytest.fixture(scope="module")
def installed(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """The cast, for all tests of a module; rolled back at its end."""
    everything = transaction.atomic()
    # As Django's own TestCase does: actions may think that they are outermost.
    vars(everything)["_from_testcase"] = True
    with at_nordlicht(tmp_path_factory.mktemp("home")), django_db_blocker.unblock(), everything:
        install_cast()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def running() -> Iterator[Running]:
    """Servers run here."""
    found = Running()
    yield found
    found.end()

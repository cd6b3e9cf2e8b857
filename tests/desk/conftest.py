from collections.abc import Callable
from typing import Any

import desk_world
import pytest
from django.test import Client

from hostdesk.accounts.models import Staff


@pytest.fixture
def world(db: Any) -> desk_world.World:
    """Nordlicht with its staff and customers."""
    return desk_world.build()


@pytest.fixture
def sign_in() -> Callable[[Staff | None], Client]:
    """A browser in which this person is signed in; None for somebody who is not."""

    def signed_in(person: Staff | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return signed_in

"""The desk of the invented provider, for everything that comes through a door."""

import pytest
from mails_at_the_door import set_domain


@pytest.fixture
def nordlicht(transactional_db, monkeypatch):
    """The provider's domain and its departments, in a database that threads and other processes see."""
    from hostdesk.demo.cast_rows import install_cast

    set_domain(monkeypatch)
    install_cast()

"""The desk of the invented provider, for everything that comes through a door."""

import pytest
from django.conf import settings
from mails_at_the_door import set_domain


@pytest.fixture
def nordlicht(transactional_db, monkeypatch, tmp_path):
    """The provider's domain, departments and empty home, in a database that other processes see, too."""
    from hostdesk.demo.cast_rows import install_cast
    from hostdesk.lib import alive

    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(alive, "_own", None)
    set_domain(monkeypatch)
    install_cast()

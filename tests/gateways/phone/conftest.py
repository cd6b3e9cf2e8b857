"""The desk of the invented provider with an exchange."""

import pytest
from exchange import configure
from mails_at_the_door import set_domain


@pytest.fixture
def exchange(db, monkeypatch, tmp_path):
    """Departments, customers, and an exchange that speaks the generic dialect."""
    from django.conf import settings

    from hostdesk.demo.cast_rows import install_cast
    from hostdesk.lib import alive

    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(alive, "_own", None)
    set_domain(monkeypatch)
    configure(monkeypatch)
    install_cast()

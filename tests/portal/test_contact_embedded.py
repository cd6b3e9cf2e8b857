"""The form in a frame of the provider's own site: for the origins that are set, and for nobody else."""

import pytest
from django.conf import settings
from form_world import FormWorld, only_ticket

from hostdesk.config import TABLE

FRAME = "/de/contact/embed/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(monkeypatch, tmp_path):
    return FormWorld(monkeypatch, tmp_path)


def test_only_the_providers_sites_may_frame_it(world):
    answer = world.browser.get(FRAME)
    assert "frame-ancestors https://www.example.test;" in answer["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in answer


def test_the_page_itself_may_be_framed_by_nobody_else(world):
    answer = world.browser.get("/de/contact/")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_without_origins_there_is_no_such_page(world, monkeypatch):
    monkeypatch.setattr(settings, "HOSTDESK", settings.HOSTDESK | {"HOSTDESK_EMBED_ORIGINS": ()})
    assert world.browser.get(FRAME).status_code == 404


def test_a_request_from_the_frame_stays_in_the_frame_and_sets_no_cookie(world):
    response = world.send(page=FRAME)
    assert response["Location"].startswith("/de/contact/embed/sent/")
    sent = world.browser.get(response["Location"])
    assert only_ticket().number in sent.content.decode()
    assert "https://www.example.test" in sent["Content-Security-Policy"]
    assert not world.browser.cookies


def test_an_error_in_the_frame_may_be_framed_too(world):
    back = world.send(page=FRAME, address="nina")
    assert back.status_code == 422 and "https://www.example.test" in back["Content-Security-Policy"]


@pytest.mark.parametrize(
    "value", ["https://*", "www.example.test", "https://a.test/path", "https://a.test 'unsafe'"]
)
def test_what_is_no_origin_is_refused_at_the_start(value):
    (setting,) = (one for one in TABLE if one.name == "HOSTDESK_EMBED_ORIGINS")
    with pytest.raises(ValueError, match="write origins"):
        setting.read(value)
    assert setting.read("https://a.test, http://b.test:8080") == ("https://a.test", "http://b.test:8080")

"""Price lists, calculator, calendar, catalogue and charges: everybody reads, administrators change."""

from collections.abc import Callable
from datetime import timedelta

import desk_world
import pytest
from desk_world import World
from django.test import Client
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, tariffs
from hostdesk.billing.models import Service, TariffVersion

SignIn = Callable[[Staff | None], Client]
NEW = {"day_price": "25,00", "surcharge_price": "35.00", "flat_price": "90", "saturday": "weekday"}


def _tomorrow() -> str:
    return (timezone.now() + timedelta(days=2)).date().isoformat()


def test_only_an_administrator_adds_a_price_list_and_only_for_days_to_come(
    world: World, sign_in: SignIn
) -> None:
    adam, ada, address = sign_in(world.adam), sign_in(world.ada), "/desk/settings/tariffs/add/"
    tariffs.make_first()
    before = TariffVersion.objects.count()
    ada.post(address, {**NEW, "valid_from": _tomorrow()})
    adam.post(address, {**NEW, "valid_from": "2020-01-01"})
    adam.post(address, {**NEW, "valid_from": _tomorrow(), "flat_price": "viel"})
    assert TariffVersion.objects.count() == before
    page = adam.post(address, {**NEW, "valid_from": _tomorrow()}, follow=True).content.decode()
    assert "The new price list is recorded." in page
    assert "25.00" in page
    assert 'name="valid_from"' not in ada.get("/desk/settings/tariffs/").content.decode()


CALCULATED = [
    ("2026-11-19 16:50 – 17:10", "yes", "outside", "€131.00"),
    ("2026-11-19 16:50 – 17:10", "no", "outside", "€21.00"),
    ("2026-11-19 10:00-10:15:01", "no", "outside", "€42.00"),
    ("2026-11-19 22:00 - 2026-11-20 00:10", "yes", "outside", "€350.00"),
    ("2026-11-19 16:50 – 17:10", "yes", "inside", "€0.00"),
    ("yesterday, a bit", "yes", "outside", "This line cannot be read"),
    ("2026-11-19 17:50 – 17:10", "yes", "outside", "ends before it"),
]


@pytest.mark.parametrize(("work", "consent", "sphere", "shown"), CALCULATED)
def test_the_calculator_explains_what_work_costs(
    work: str, consent: str, sphere: str, shown: str, world: World, sign_in: SignIn
) -> None:
    asked = {"work": work, "consent": consent, "sphere": sphere}
    page = sign_in(world.ada).get("/desk/settings/calculator/", asked).content.decode()
    assert shown in page


def test_the_year_names_the_holidays_of_the_region(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.ada).get("/desk/settings/calendar/?year=2026").content.decode()
    assert "Neujahr" in page
    assert "support and day price" in page
    assert sign_in(world.ada).get("/desk/settings/calendar/?year=99x").status_code == 200


def test_the_catalogue_is_read_by_all_and_changed_by_administrators(world: World, sign_in: SignIn) -> None:
    values = {"title_de": "Umzug", "title_en": "Moving house", "price": "30", "is_active": "on"}
    refused = sign_in(world.ada).post("/desk/settings/services/save/", values, follow=True).content.decode()
    assert "Only an administrator" in refused
    page = sign_in(world.adam).post("/desk/settings/services/save/", values, follow=True).content.decode()
    assert "Moving house" in page
    assert "€30.00 net per started quarter-hour" in page
    assert Service.objects.get(slug="moving-house").title_de == "Umzug"


def test_accounting_sees_what_was_approved_and_others_only_their_own(world: World, sign_in: SignIn) -> None:
    world.staff["sam"] = Staff.objects.create_user("sam@nordlicht.example.test", "x" * 12, name="Sam Sales")
    world.sam.departments.set([world.departments["sales"]])
    ticket = desk_world.letter(at=desk_world.hours_ago(24 * 30))
    start = timezone.now().replace(hour=10, minute=0) - timedelta(days=14)
    while start.weekday() > 3:
        start -= timedelta(days=1)
    actions.find_sphere(ticket, "outside", "Shop update.", world.ada)
    actions.record_interval(ticket, start, start + timedelta(minutes=10), world.ada, reason="By hand.")
    actions.approve(ticket, world.bea)
    for who, sees in (("adam", True), ("bea", True), ("ada", True), ("sam", False)):
        page = sign_in(world.staff[who]).get("/desk/settings/charges/?state=approved").content.decode()
        assert (ticket.number in page) is sees

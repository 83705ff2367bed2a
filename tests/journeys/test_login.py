"""A journey through a log-in: nobody looks before it, and who is named as editor may compute."""

import pytest
from playwright.sync_api import expect

from sim.dashboard.settings import Settings
from tests.journeys.conftest import Served
from tests.journeys.provider import CLIENT, vouching


@pytest.fixture
def guarded(served, tmp_path):
    """A dashboard with a log-in, and who vouches for people there."""
    with vouching() as provider:

        def secrets(address):
            file = tmp_path / "secrets.toml"
            file.write_text(
                f'[auth]\nredirect_uri = "{address}/oauth2callback"\ncookie_secret = "{"x" * 40}"\n'
                f'client_id = "{CLIENT}"\nclient_secret = "none"\n'
                f'server_metadata_url = "{provider.address}/.well-known/openid-configuration"\n'
                '[access]\neditors = ["chef@region.example"]\n'
            )
            return file

        one = Served(Settings(served.settings.store, served.settings.scenarios, read_only=False), secrets)
        yield one, provider
        one.end()


def test_who_is_vouched_for_looks_and_an_editor_computes(journey, guarded):
    dashboard, provider = guarded
    compute = journey.get_by_role("button", name="Räkna", exact=True)
    log_in, log_out = (journey.get_by_role("button", name=name) for name in ("Logga in", "Logga ut"))
    provider.person = {"email": "viewer@region.example"}
    journey.goto(f"{dashboard.address}/?seed=99")
    expect(log_in).to_be_visible()
    assert journey.locator(".answer").count() == compute.count() == 0
    log_in.click()
    expect(log_out).to_be_visible()
    expect(journey.get_by_text("Du kan titta men inte ändra.")).to_be_visible()
    log_out.click()
    expect(log_in).to_be_visible()
    provider.person = {"email": "Chef@region.example", "email_verified": True}
    log_in.click()
    expect(log_out).to_be_visible()
    journey.goto(f"{dashboard.address}/?seed=99")
    expect(compute).to_be_visible()

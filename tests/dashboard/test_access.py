from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.dashboard.settings import READ_ONLY
from sim.dashboard.work import Assignment
from tests.dashboard.test_compare import APP, words

AUTH = {"redirect_uri": "http://localhost:8501/oauth2callback", "cookie_secret": "x" * 40, "client_id": "id"}


def page(user=None, *, auth=True, **link):
    app = AppTest.from_file(APP, default_timeout=60)
    if auth:
        app.secrets["auth"] = AUTH
        app.secrets["access"] = {"editors": ["Chef@Region.example"]}
    if user is not None:
        app.user = user
    for key, value in {"seed": "3", **link}.items():
        app.query_params[key] = value
    return app.run()


def may_compute(app):
    return any(one.key == "compare.compute" for one in app.button)


@pytest.mark.usefixtures("world")
def test_without_a_log_in_who_sits_here_may_edit():
    assert may_compute(page(auth=False))


def test_read_only_refuses_to_compute_and_says_so(world, monkeypatch):
    monkeypatch.setenv(READ_ONLY, "1")
    app = page(auth=False)
    assert not may_compute(app)
    assert "du har inte behörighet att räkna" in words(app)
    assert Assignment.every(world.store) == []


@pytest.mark.usefixtures("world")
def test_who_has_not_logged_in_sees_nothing():
    app = page({"is_logged_in": False})
    assert [one.label for one in app.button] == ["Logga in"]
    assert not app.selectbox


@pytest.mark.parametrize(
    ("user", "may"),
    [
        ({"is_logged_in": True, "email": "chef@region.example"}, True),
        ({"is_logged_in": True, "email": "chef@region.example", "email_verified": False}, False),
        ({"is_logged_in": True, "email": "viewer@region.example"}, False),
        ({"is_logged_in": True}, False),
    ],
)
@pytest.mark.usefixtures("world")
def test_editors_are_those_who_are_named(user, may):
    assert may_compute(page(user)) is may


@pytest.mark.usefixtures("world")
def test_read_only_holds_for_editors_too(monkeypatch):
    monkeypatch.setenv(READ_ONLY, "1")
    assert not may_compute(page({"is_logged_in": True, "email": "chef@region.example"}))


@pytest.mark.usefixtures("world")
def test_secrets_that_cannot_be_read_open_nothing(tmp_path, monkeypatch):
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n")
    from sim.dashboard import access

    class Unreadable:
        def get(self, *_):
            raise FileNotFoundError

    monkeypatch.setattr(access, "get_option", lambda _: [str(broken)])
    monkeypatch.setattr(access.st, "secrets", Unreadable())
    with pytest.raises(FileNotFoundError):
        access.may_edit()
    monkeypatch.setattr(access, "get_option", lambda _: [str(Path(tmp_path) / "none.toml")])
    assert access.may_edit()

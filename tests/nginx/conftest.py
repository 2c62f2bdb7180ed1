"""nginx before the portal, once for this folder."""

import warnings

import pytest
from django.conf import settings

from tests.nginx.production import Portal, as_on_a_server
from tests.nginx.server import Nginx, is_installed
from wuqing_tuoyu.front import front_pages

STYLE = "look.0123456789ab.css"


@pytest.fixture(scope="package")
def portal(django_db_setup):
    with as_on_a_server():
        portal = Portal()
        with portal.serving() as portal.port:
            yield portal


@pytest.fixture(scope="package")
def started(portal, tmp_path_factory):
    if not is_installed():
        warnings.warn("nginx is missing: ALL TESTS BEHIND NGINX ARE LEFT OUT", stacklevel=1)
        pytest.skip("nginx is missing: `make test` as root on Debian installs it")
    for name, content in {f"static/css/{STYLE}": "a{}", **dict(written())}.items():
        (settings.VAR / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.VAR / name).write_text(content)
    folder = tmp_path_factory.mktemp("nginx")
    with Nginx(folder, portal_port=portal.port, var=settings.VAR).running() as nginx:
        yield nginx


def written():
    for name, content in front_pages():
        yield f"front/{name}", content


@pytest.fixture
def nginx(started, portal):
    portal.asked.clear()
    started.address = next(started.addresses)  # another reader, with a rate of their own
    yield started
    portal.slowness = 0

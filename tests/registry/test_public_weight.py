"""The first page over the wire: light enough for a telephone in the village."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from tests.registry.listed import NOW, put_on_register, township
from wuqing_tuoyu.clock import travel

pytestmark = pytest.mark.django_db

MOST = 100_000
FETCHED = re.compile(
    r'<(?:link(?![^>]*rel="alternate")|script|img)[^>]*(?:href|src)="/static/([^"]+)"'
)
IMPORTED = re.compile(r'from "\./([^"]+)"')


@pytest.fixture(autouse=True)
def on_the_twelfth_of_march():
    with travel(NOW):
        yield


def packed(content):
    return len(gzip.compress(content, 6))


def files_of(text):
    """What the page fetches, with the modules its scripts import."""
    names = set(FETCHED.findall(text))
    for name in list(names):
        if name.startswith("js/"):
            source = read(name).decode()
            names |= {f"js/{other}" for other in IMPORTED.findall(source)}
    return names


def read(name):
    with open(finders.find(name), "rb") as file:
        return file.read()


@pytest.mark.parametrize("path", ["/", "/facilities/"])
def test_the_first_page_is_under_a_hundred_kilobytes(client, path):
    place = township()
    for number in range(25):
        put_on_register(name=f"杨村街道第{number}托育园", township=place, free={1: 2})

    text = client.get(path).text
    files = files_of(text)

    assert "vendor/bootstrap/bootstrap.min.css" in files
    assert len(text.encode()) + sum(packed(read(name)) for name in files) < MOST

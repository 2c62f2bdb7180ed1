"""Driving forms from outside: GET the page, send its hidden fields back with what is said."""

import re

from django.contrib.messages import get_messages

HIDDEN = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")


def hidden_fields(page):
    """Names and values of the hidden fields of a page, without the token."""
    fields = {}
    for tag in HIDDEN.findall(page.content.decode()):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            fields[name[1]] = value[1] if value else ""
    return fields


def act(client, address, **said):
    """What an outside client does: the form, then its hidden fields with the contract's own."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return client.post(address, hidden_fields(page) | said)


def sentences(answer):
    """What the messages of an answer say."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def address(subject, verb):
    return f"{subject.get_absolute_url()}{verb}/"

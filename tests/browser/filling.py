"""Filling in a page as a person does: what is asked, in the order it is asked, then one press."""

from playwright.sync_api import expect

NAMES = "all => [...new Set(all.map(e => e.name))]"


def names_on(page):
    return page.locator("main form [name]").evaluate_all(NAMES)


def answer(page, facts):
    """Everything the page asks that `facts` knows."""
    for name in names_on(page):
        if name in facts:
            write(page, name, facts[name])


def fill_in(page, **facts):
    """These fields, each of which is there."""
    missing = facts.keys() - set(names_on(page))
    assert not missing, f"{page.url} does not ask for {missing}"
    answer(page, facts)


def write(page, name, value):
    """One field, whatever it is; what the page keeps hidden is not asked."""
    fields = page.locator(f'main form [name="{name}"]')
    kind = fields.first.evaluate("e => e.type")
    if kind == "radio":
        choice = page.locator(f'main form [name="{name}"][value="{value}"]')
        if choice.is_visible():
            choice.check()
    elif kind == "checkbox" and isinstance(value, list | tuple):
        for each in value:
            page.locator(f'main form [name="{name}"][value="{each}"]').check()
    elif kind == "checkbox":
        fields.first.set_checked(bool(value))
    elif kind == "file":
        fields.first.set_input_files(value)
    elif not fields.first.is_visible():
        return
    elif kind.startswith("select"):
        fields.first.select_option(str(value))
    else:
        fields.first.fill(str(value))


def go_by(page, place):
    """Click what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        place.click()


def press(page, label, *, nth=0):
    """Press a button and wait for the page it leads to."""
    go_by(page, page.get_by_role("button", name=label, exact=True).nth(nth))
    refuse_errors(page)


def act(page):
    """Press the one filled button at the foot of a page on which a single thing is done."""
    go_by(page, page.locator("main form .bar .btn-primary"))
    refuse_errors(page)


def follow(page, label, *, nth=0):
    """Follow a link to where it leads."""
    go_by(page, page.get_by_role("link", name=label, exact=True).nth(nth))


def refuse_errors(page):
    """A page that comes back with mistakes says which, and so does the test."""
    found = page.locator(".errors[role=alert]")
    assert found.count() == 0, f"{page.url}: {found.first.inner_text()}"


def says(page, *words):
    """The page says this."""
    for each in words:
        expect(page.locator("main").first).to_contain_text(each)


def next_step(page):
    """The box under the heading: who acts next, what, by when."""
    return page.locator(".next").first

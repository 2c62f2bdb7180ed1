"""Files over HTTP: what is refused leaves nothing behind, what is taken in is taken in once."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from pikepdf import Encryption

from accounts.models import StoredFile
from registry.models import Document, Filing, Import, Representative
from tests.accounts import papers
from tests.crawl.world import fingerprint

pytestmark = pytest.mark.django_db

HOSTILE_NAMES = (
    "../../etc/passwd.pdf",
    "..\\..\\boot.pdf",
    'x"; filename="evil.exe.pdf',
    "<script>alert(1)</script>.pdf",
    "证件\r\nSet-Cookie: a=b.pdf",
    "很" * 300 + ".pdf",
    "表情😀\u202efdp.exe",
    ".htaccess",
)


def refused():
    locked = papers.document(encryption=Encryption(owner="a", user="b"))
    return {
        "a page": (b"<html><script>alert(1)</script>", "证件.jpg"),
        "a programme": (b"MZ\x90\x00" + b"\0" * 500, "证件.pdf"),
        "a drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "图.png"),
        "nothing": (b"", "空.pdf"),
        "a torso": (papers.document()[:200], "残.pdf"),
        "locked": (locked, "加密.pdf"),
        "a script": (papers.document(change=papers.with_script), "脚本.pdf"),
        "a bomb": (papers.picture_that_claims(20000, 20000), "大.png"),
        "too large": (b"%PDF-1.7\n" + b"0" * (settings.UPLOAD_MAX_MB * 2**20 + 1), "大.pdf"),
    }


def kept_files():
    return sorted(
        path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()
    ), StoredFile.objects.count()


@pytest.fixture
def draft(person):
    operator = person("operator2")
    filing = Filing.objects.filter(
        status="draft", kind="initial", facility__operator__representatives__user=operator.user
    ).first()
    return operator.client, filing, reverse("registry:filing_document", args=[filing.pk, "other"])


@pytest.mark.parametrize("what", refused())
def test_a_refused_file_leaves_nothing_behind(draft, what):
    client, _, address = draft
    content, name = refused()[what]
    before, papers_before = kept_files(), Document.objects.count()

    answer = client.post(address, {"files": papers.upload(content, name), "title": "说明"})

    assert answer.status_code == 200
    assert kept_files() == before
    assert not Document.objects.filter(pages__file__name=name).exists()
    assert Document.objects.count() <= papers_before + 1  # the facts that were right are kept
    assert answer.context["form"].errors


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_only_a_name(draft, name):
    client, filing, address = draft
    sent = papers.upload(papers.document(), "x")
    sent._name = name
    client.post(address, {"files": sent, "title": "说明"})
    document = filing.facility.documents.filter(kind="other").latest("pk")
    page = document.pages.get()
    stored = page.file

    answer = client.get(reverse("registry:document_file", args=[document.pk, page.pk]))
    answer.getvalue()

    assert Path(stored.file.path).resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    assert Path(stored.file.path).name == stored.pk.hex
    assert not set(stored.name) & set("/\\\r\n\x00\u202e")
    assert stored.name.endswith(".pdf")
    assert len(stored.name) <= 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_a_photograph_of_a_telephone_becomes_one_everybody_can_open(draft):
    client, filing, address = draft
    photo = papers.upload(papers.picture("HEIC"), "IMG_0001.HEIC")
    client.post(address, {"files": photo, "title": "照片"})
    stored = filing.facility.documents.filter(kind="other").latest("pk").pages.get().file

    assert (stored.content_type, stored.name) == ("image/jpeg", "IMG_0001.jpg")


def test_the_same_paper_sent_twice_is_one_paper(draft):
    client, filing, _ = draft
    address = reverse("registry:filing_document", args=[filing.pk, "floor_plan"])
    for _ in range(2):
        form = {"files": papers.upload(papers.document(), "图.pdf"), "pages": "replace"}
        client.post(address, form)
    plans = filing.facility.documents.current().filter(kind="floor_plan")

    assert plans.count() == 1
    assert plans.get().pages.count() == 1


def test_nobody_else_hands_in_a_file(person, draft):
    _, _, address = draft
    names = ("operator1", "operator3", "wjw_officer", "scj_officer", "admin")
    others = [person(name).client for name in names]
    before, rows = kept_files(), fingerprint()
    answers = [other.post(address, {"files": papers.upload(papers.document())}) for other in others]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert kept_files() == before
    assert fingerprint() == rows


@pytest.mark.parametrize("what", refused())
def test_a_refused_authorization_leaves_the_former_one(person, what):
    waiting = person("waiting1")
    representative = Representative.objects.get(user=waiting.user)
    address = reverse("registry:representative_authorization", args=[representative.pk])
    content, name = refused()[what]
    before = kept_files()

    answer = waiting.client.post(address, {"file": papers.upload(content, name)}, follow=True)

    assert kept_files() == before
    assert [told.level_tag for told in answer.context["messages"]] == ["error"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\xff" * 1000, b"a,b\n1,2\n"])
def test_a_sheet_that_cannot_be_read_is_told(person, content):
    before = Import.objects.count()
    answer = person("wjw_officer").client.post(
        reverse("registry:import_list"), {"file": papers.upload(content, "存量.xlsx")}
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Import.objects.count() == before

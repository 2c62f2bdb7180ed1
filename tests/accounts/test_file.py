"""Stored files: shown as pictures, sent safely, checked, discarded."""

import io
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.http import Http404
from PIL import Image

from accounts.services import file as service
from tests.accounts import papers
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db


def stored(content=None, name="租赁合同.pdf"):
    return service.store_upload(papers.upload(content or papers.document(2), name), actor=None)


def size_of(picture):
    return Image.open(io.BytesIO(picture)).size


def test_a_page_becomes_a_picture_of_about_the_width_asked():
    assert size_of(service.page_picture(stored(), 2, width=300)) == (320, 480)


def test_a_page_can_be_turned():
    upright, lying = (
        size_of(service.page_picture(stored(), 1, width=300, turned=turned)) for turned in (0, 90)
    )

    assert upright[0] < upright[1]
    assert lying[0] > lying[1]


def test_a_photo_becomes_a_picture_too():
    photo = stored(papers.picture(size=(1000, 500)), "照片.jpg")

    assert size_of(service.page_picture(photo, 1, width=480)) == (480, 240)


def test_a_picture_is_drawn_once():
    document = stored()
    first = service.page_picture(document, 1, width=300)
    document.file.storage.delete(document.file.name)

    assert service.page_picture(document, 1, width=300) == first


def test_pages_are_drawn_for_several_readers_at_once():
    document = stored(papers.document(4))

    with ThreadPoolExecutor(4) as readers:
        pictures = list(
            readers.map(lambda page: service.page_picture(document, page, width=160), range(1, 5))
        )

    assert {size_of(picture) for picture in pictures} == {(160, 240)}


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_explained(page):
    with pytest.raises(DomainError, match="没有这一页"):
        service.page_picture(stored(), page, width=300)


def test_a_paper_of_our_own_is_kept_with_its_pages():
    paper = service.store_bytes(
        papers.document(3), name="备案回执.pdf", content_type="application/pdf"
    )

    assert (paper.name, paper.pages) == ("备案回执.pdf", 3)


@pytest.mark.parametrize(
    ("content", "name", "download", "shown"),
    [
        (papers.document(), "租赁合同👍.pdf", False, "attachment"),
        (papers.document(), "租赁合同👍.pdf", True, "attachment"),
        (papers.picture(), "照片.jpg", False, "inline"),
        (papers.picture(), "照片.jpg", True, "attachment"),
    ],
)
def test_nothing_in_a_sent_file_may_run(content, name, download, shown):
    response = service.open_response(stored(content, name), download=download)

    disposition, _, encoded = response.headers["Content-Disposition"].partition(";")
    assert disposition == shown
    assert unquote(encoded) == f" filename*=utf-8''{name}"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "private, no-store"
    response.close()


def test_behind_nginx_only_the_place_is_sent(settings):
    settings.FILES_INTERNAL_URL = "/internal-files/"
    document = stored()

    response = service.open_response(document, download=True)

    assert response.headers["X-Accel-Redirect"] == f"/internal-files/{document.file.name}"
    assert response.content == b""


def test_a_missing_file_is_not_found_rather_than_broken():
    document = stored()
    document.file.storage.delete(document.file.name)

    with pytest.raises(Http404):
        service.open_response(document, download=True)


def test_a_discarded_file_is_gone_after_the_commit(django_capture_on_commit_callbacks):
    document = stored()
    service.page_picture(document, 1, width=300)
    storage, place = document.file.storage, document.file.name
    pictures = service.picture_folder(document)

    with django_capture_on_commit_callbacks(execute=True):
        service.discard_file(document)
        assert storage.exists(place)

    assert not storage.exists(place)
    assert list(pictures.glob("*")) == []


def test_files_that_are_all_there_verify(capsys):
    stored()

    call_command("verify_files")

    assert capsys.readouterr().out == "共核对 1 个文件，全部完好。\n"


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_a_missing_or_changed_file_is_named_and_fails_the_check(harm, capsys):
    stored()
    hurt = stored()
    if harm == "missing":
        hurt.file.storage.delete(hurt.file.name)
    else:
        with open(hurt.file.path, "r+b") as file:
            file.write(b"%PDF-9")

    with pytest.raises(CommandError, match="共核对 2 个文件，1 个缺失或已改变。") as failure:
        call_command("verify_files")

    assert failure.value.returncode == 1
    assert str(hurt.pk) in capsys.readouterr().err


def test_a_bomb_is_refused_before_it_is_decoded():
    with pytest.raises(DomainError):
        stored(papers.picture("PNG", size=(12000, 12000)), "炸弹.png")

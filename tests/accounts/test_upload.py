"""Uploads: what is taken in, and the one sentence for what is not."""

import io
from datetime import datetime

import pikepdf
import pytest
from django.conf import settings
from PIL import Image

from accounts.models import StoredFile
from accounts.services.file import store_upload
from tests.accounts import papers
from tests.accounts.people import make_user
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db


def stored_places():
    return {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


def opened(stored_file):
    with stored_file.file.open("rb") as file:
        picture = Image.open(io.BytesIO(file.read()))
        picture.load()
    return picture


def test_a_document_is_kept_as_it_came_with_pages_size_and_hash():
    content = papers.document(pages=3)
    zhang = make_user()

    stored = store_upload(papers.upload(content, "租赁合同.pdf"), actor=zhang)

    assert (stored.name, stored.content_type, stored.pages) == (
        "租赁合同.pdf",
        "application/pdf",
        3,
    )
    assert (stored.size, stored.created_by) == (len(content), zhang)
    with stored.file.open("rb") as file:
        assert file.read() == content


def test_the_place_is_unguessable_and_says_nothing_about_the_name():
    stored = store_upload(papers.upload(papers.document(), "租赁合同.pdf"), actor=None)

    assert stored.file.name == f"{stored.pk.hex[:2]}/{stored.pk.hex}"
    assert settings.MEDIA_ROOT / stored.file.name in stored_places()


@pytest.mark.parametrize(
    ("content", "name", "kept_name", "content_type"),
    [
        (papers.picture("JPEG"), "照片.JPG", "照片.JPG", "image/jpeg"),
        (papers.picture("PNG"), "截图.png", "截图.png", "image/png"),
        (papers.picture("WEBP"), "微信图片.webp", "微信图片.jpg", "image/jpeg"),
        (papers.picture("HEIC"), "IMG_0001.HEIC", "IMG_0001.jpg", "image/jpeg"),
        (papers.picture("JPEG"), "其实是照片.pdf", "其实是照片.pdf.jpg", "image/jpeg"),
        (papers.document(), "合同", "合同.pdf", "application/pdf"),
        (papers.document(change=papers.with_link), "a.pdf", "a.pdf", "application/pdf"),
    ],
)
def test_photos_and_documents_are_taken_in(content, name, kept_name, content_type):
    stored = store_upload(papers.upload(content, name), actor=None)

    assert (stored.name, stored.content_type) == (kept_name, content_type)


def test_a_photo_stands_upright_and_forgets_where_it_was_taken():
    stored = store_upload(papers.upload(papers.photo_with_place(), "证件.jpg"), actor=None)

    picture = opened(stored)
    assert picture.size == (30, 40)
    assert dict(picture.getexif()) == {}
    assert "exif" not in picture.info
    red, _, blue = picture.getpixel((15, 5))
    assert blue > 200 > 50 > red


@pytest.mark.parametrize(
    ("noted", "kept"),
    [
        ("2026:03:02 10:15:00", datetime(2026, 3, 2, 10, 15, tzinfo=clock.SHANGHAI)),
        ("2099:01:01 00:00:00", None),
        ("0000:00:00 00:00:00", None),
        ("昨天", None),
    ],
)
def test_of_a_photo_the_time_it_was_taken_is_kept(noted, kept):
    content = papers.photo_with_place(taken=noted)

    stored = store_upload(papers.upload(content, "现场.jpg"), actor=None)

    assert stored.taken_at == kept


def test_nothing_hides_behind_the_last_pixel():
    stored = store_upload(
        papers.upload(papers.picture() + b"PK\x03\x04<script>alert(1)</script>", "照片.jpg"),
        actor=None,
    )

    with stored.file.open("rb") as file:
        assert b"script" not in file.read()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "空.pdf", "文件“空.pdf”是空的，请重新导出或拍照后再上传。"),
        (
            b"PK\x03\x04" + b"\0" * 100,
            "制度.docx",
            "文件“制度.docx”不是 PDF 或照片，请转成 PDF 或拍照后再上传。",
        ),
        (
            b"MZ\x90\0" + b"\0" * 100,
            "照片.jpg",
            "文件“照片.jpg”不是 PDF 或照片，请转成 PDF 或拍照后再上传。",
        ),
        (
            b"<html><script>alert(1)</script>%PDF-1.7",
            "合同.pdf",
            "文件“合同.pdf”不是 PDF 或照片，请转成 PDF 或拍照后再上传。",
        ),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "图.svg",
            "文件“图.svg”不是 PDF 或照片，请转成 PDF 或拍照后再上传。",
        ),
        (
            papers.picture("GIF"),
            "动图.gif",
            "文件“动图.gif”不是 PDF 或照片，请转成 PDF 或拍照后再上传。",
        ),
        (
            b"%PDF-1.7\nrubbish",
            "坏.pdf",
            "文件“坏.pdf”打不开，可能已损坏，请重新导出或拍照后再上传。",
        ),
        (
            papers.picture()[:200],
            "半张.jpg",
            "文件“半张.jpg”打不开，可能已损坏，请重新导出或拍照后再上传。",
        ),
        (
            papers.document(encryption=pikepdf.Encryption(owner="1", user="2")),
            "加密.pdf",
            "文件“加密.pdf”加了密码，请去掉密码、另存为 PDF 后再上传。",
        ),
        (
            papers.document(encryption=pikepdf.Encryption(owner="1", user="")),
            "限制打印.pdf",
            "文件“限制打印.pdf”加了密码，请去掉密码、另存为 PDF 后再上传。",
        ),
        (
            papers.document(change=papers.with_script),
            "脚本.pdf",
            "文件“脚本.pdf”带有会自动运行的内容，请打印成新的 PDF 后再上传。",
        ),
        (
            papers.document(change=papers.with_hidden_script),
            "脚本.pdf",
            "文件“脚本.pdf”带有会自动运行的内容，请打印成新的 PDF 后再上传。",
        ),
        (
            papers.document(change=papers.with_launch),
            "启动.pdf",
            "文件“启动.pdf”带有会自动运行的内容，请打印成新的 PDF 后再上传。",
        ),
        (
            papers.document(change=papers.with_attachment),
            "附件.pdf",
            "文件“附件.pdf”里夹带了别的文件，请去掉附件或打印成新的 PDF 后再上传。",
        ),
        (
            papers.picture_that_claims(20000, 20000),
            "炸弹.png",
            "照片“炸弹.png”尺寸太大（超过 4000 万像素），请缩小或用普通模式重拍后再上传。",
        ),
        (
            papers.picture("PNG", size=(12000, 12000)),
            "炸弹.png",
            "照片“炸弹.png”尺寸太大（超过 4000 万像素），请缩小或用普通模式重拍后再上传。",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[-6:] else "",
)
def test_each_refusal_is_one_sentence_that_says_what_to_do(content, name, sentence):
    before = stored_places()

    with pytest.raises(DomainError) as refusal:
        store_upload(papers.upload(content, name), actor=None)

    assert str(refusal.value) == sentence
    assert StoredFile.objects.count() == 0
    assert stored_places() == before


@pytest.mark.parametrize(("size", "told"), [(1_572_864, "1.5"), (1_048_577, "1.1")])
def test_a_file_over_the_limit_is_refused_with_both_sizes(settings, size, told):
    settings.UPLOAD_MAX_MB = 1

    with pytest.raises(DomainError) as refusal:
        store_upload(papers.upload(b"%PDF-".ljust(size, b"0"), "大.pdf"), actor=None)

    assert str(refusal.value) == (
        f"文件“大.pdf”有 {told} MB，超过 1 MB，请压缩或分成几个文件后再上传。"
    )


@pytest.mark.parametrize(
    ("kinds", "content", "sentence"),
    [
        (("image",), papers.document(), "文件“材料.pdf”不是照片，请拍照后再上传。"),
        (("pdf",), papers.picture(), "文件“材料.pdf”不是 PDF，请转成 PDF 后再上传。"),
    ],
)
def test_where_only_one_kind_is_wanted_the_other_is_refused(kinds, content, sentence):
    with pytest.raises(DomainError) as refusal:
        store_upload(papers.upload(content), actor=None, kinds=kinds)

    assert str(refusal.value) == sentence


def test_a_full_disk_is_explained_and_leaves_nothing_behind(monkeypatch):
    before = stored_places()

    def no_space(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("accounts.services.storage.os.fsync", no_space)

    with pytest.raises(DomainError, match="暂时存不进来，请稍后再试"):
        store_upload(papers.upload(papers.document()), actor=None)

    assert stored_places() == before

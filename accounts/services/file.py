"""Files (文件): taken in after every check, kept under unguessable names, shown as pictures."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from math import ceil
from pathlib import Path

import pikepdf
import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from accounts.models import StoredFile, User
from accounts.services.file_name import clean_name
from accounts.services.file_type import PICTURE_TYPES, recognise
from accounts.services.isolation import Refused, ask_child
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

FIRST_CAMERAS = datetime(2000, 1, 1, tzinfo=clock.SHANGHAI)
MOST_PIXELS = 40_000_000
MOST_PAGES = 500
WIDTHS = (160, 320, 480, 800, 1200, 1600, 2400)
MEGABYTE = 1024 * 1024

WANTED = {
    ("image", "pdf"): ("PDF 或照片", "转成 PDF 或拍照"),
    ("pdf",): ("PDF", "转成 PDF "),
    ("image",): ("照片", "拍照"),
}
SENTENCES = {
    "encrypted": "文件“{name}”加了密码，请去掉密码、另存为 PDF 后再上传。",
    "active": "文件“{name}”带有会自动运行的内容，请打印成新的 PDF 后再上传。",
    "attached": "文件“{name}”里夹带了别的文件，请去掉附件或打印成新的 PDF 后再上传。",
    "broken": "文件“{name}”打不开，可能已损坏，请重新导出或拍照后再上传。",
    "too_many_pixels": "照片“{name}”尺寸太大（超过 4000 万像素），请缩小或用普通模式重拍后再上传。",
    "too_many_pages": "文件“{name}”超过 500 页，请分成几个文件后再上传。",
    "no_such_page": "文件“{name}”没有这一页，请从第一页看起。",
}

file_log = structlog.get_logger(__name__)


def store_upload(
    upload: UploadedFile, *, actor: User | None, kinds: Iterable[str] = ("pdf", "image")
) -> StoredFile:
    """Take in what somebody sends (上传), or say in one sentence what to do instead."""
    name = clean_name(upload.name)
    content = read_within_limit(upload, name)
    content_type = recognise(content)
    kind = {"application/pdf": "pdf", **dict.fromkeys(PICTURE_TYPES, "image")}.get(content_type)
    kinds = tuple(sorted(kinds))
    if kind not in kinds:
        wanted, remedy = WANTED[kinds]
        raise DomainError(f"文件“{name}”不是{spaced(wanted)}，请{remedy}后再上传。")
    try:
        if kind == "image":
            answer, content = ask_child("clean_picture", content, pixels=MOST_PIXELS)
        else:
            answer, _ = ask_child("check_document", content, most_pages=MOST_PAGES)
    except Refused as refusal:
        raise DomainError(SENTENCES[str(refusal)].format(name=name)) from refusal
    content_type = answer["content_type"]
    return keep(
        content,
        name=clean_name(upload.name, content_type),
        content_type=content_type,
        pages=answer["pages"],
        actor=actor,
        taken_at=moment_of(answer.get("taken_at", "")),
    )


def moment_of(noted: str) -> datetime | None:
    """A camera's note (拍摄时间) as an instant in the district; a clock that is ahead is wrong."""
    try:
        moment = datetime.strptime(noted, "%Y:%m:%d %H:%M:%S").replace(tzinfo=clock.SHANGHAI)
    except ValueError:
        return None
    return moment if FIRST_CAMERAS <= moment <= clock.now() else None


def read_within_limit(upload: UploadedFile, name: str) -> bytes:
    """All bytes of an upload that is neither empty nor larger than the setting allows."""
    limit = settings.UPLOAD_MAX_MB * MEGABYTE
    upload.seek(0)
    content = upload.read(limit + 1)
    if not content:
        raise DomainError(f"文件“{name}”是空的，请重新导出或拍照后再上传。")
    if len(content) > limit:
        size = ceil(max(upload.size or 0, len(content)) * 10 / MEGABYTE) / 10  # never “10 of 10”
        raise DomainError(
            f"文件“{name}”有 {size:.1f} MB，超过 {settings.UPLOAD_MAX_MB} MB，"
            "请压缩或分成几个文件后再上传。"
        )
    return content


def spaced(wanted: str) -> str:
    """A half-width space between Chinese and Latin letters."""
    return f" {wanted}" if wanted[0].isascii() else wanted


def store_bytes(
    content: bytes, *, name: str, content_type: str, actor: User | None = None
) -> StoredFile:
    """Keep a paper the portal made itself (文书): nothing in it has to be checked."""
    pages = 1
    if content_type == "application/pdf":
        with pikepdf.open(BytesIO(content)) as paper:
            pages = len(paper.pages)
    return keep(
        content,
        name=clean_name(name, content_type),
        content_type=content_type,
        pages=pages,
        actor=actor,
    )


def keep(
    content: bytes,
    *,
    name: str,
    content_type: str,
    pages: int,
    actor: User | None,
    taken_at: datetime | None = None,
) -> StoredFile:
    """First the bytes, durably, then the row: a row without its file must not exist."""
    key = uuid.uuid4()
    storage = StoredFile._meta.get_field("file").storage
    try:
        place = storage.save(f"{key.hex[:2]}/{key.hex}", ContentFile(content))
    except OSError as failure:
        file_log.exception("file_not_stored", size=len(content))
        raise DomainError(
            f"文件“{name}”暂时存不进来，请稍后再试；若仍不行，请联系区卫生健康委。"
        ) from failure
    try:
        with transaction.atomic():
            return StoredFile.objects.create(
                id=key,
                name=name,
                content_type=content_type,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                file=place,
                pages=pages,
                taken_at=taken_at,
                created_by=actor,
            )
    except BaseException:
        storage.delete(place)
        raise


def page_picture(stored_file: StoredFile, page: int, *, width: int, turned: int = 0) -> bytes:
    """One page as a JPEG about as wide as asked (页面图片), drawn once and then kept."""
    width = next((step for step in WIDTHS if step >= width), WIDTHS[-1])
    turned = turned % 360 // 90 * 90
    place = picture_folder(stored_file) / f"{page}-{width}-{turned}.jpg"
    try:
        return place.read_bytes()
    except FileNotFoundError:
        picture = draw(stored_file, page, width, turned)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_name(f"{uuid.uuid4().hex}.part")
    part.write_bytes(picture)
    part.rename(place)
    return picture


def picture_response(
    stored_file: StoredFile, page: int, *, width: int, turned: int = 0
) -> HttpResponse:
    """One page to look at (看图), kept by no cache; what cannot be drawn is not there."""
    try:
        picture = page_picture(stored_file, page, width=width, turned=turned)
    except DomainError as refusal:
        raise Http404 from refusal
    return HttpResponse(
        picture, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"}
    )


def draw(stored_file: StoredFile, page: int, width: int, turned: int) -> bytes:
    """Have the child draw one page."""
    if not 1 <= page <= stored_file.pages:
        raise DomainError(SENTENCES["no_such_page"].format(name=stored_file.name))
    if stored_file.content_type not in ("application/pdf", *PICTURE_TYPES):
        raise DomainError(f"文件“{stored_file.name}”不能在页面上显示，请下载后查看。")
    try:
        with stored_file.file.open("rb") as opened:
            content = opened.read()
        return ask_child(
            "draw_page",
            content,
            content_type=stored_file.content_type,
            page=page,
            width=width,
            turned=turned,
            pixels=MOST_PIXELS,
        )[1]
    except FileNotFoundError as missing:
        file_log.error("stored_file_missing", stored_file=str(stored_file.pk))
        raise DomainError(SENTENCES["broken"].format(name=stored_file.name)) from missing
    except Refused as refusal:
        raise DomainError(SENTENCES[str(refusal)].format(name=stored_file.name)) from refusal


def picture_folder(stored_file: StoredFile) -> Path:
    """Pictures of one file lie together, so that they go together."""
    key = stored_file.pk.hex
    return Path(settings.VAR) / "pictures" / key[:2] / key


def open_response(stored_file: StoredFile, *, download: bool) -> HttpResponseBase:
    """The file itself (打开、下载). Only pictures open in the page; nothing in it may run."""
    as_attachment = download or stored_file.content_type not in PICTURE_TYPES
    if settings.FILES_INTERNAL_URL:
        response: HttpResponseBase = HttpResponse(content_type=stored_file.content_type)
        response["X-Accel-Redirect"] = f"{settings.FILES_INTERNAL_URL}{stored_file.file.name}"
    else:
        try:
            opened = stored_file.file.open("rb")
        except FileNotFoundError as missing:
            file_log.error("stored_file_missing", stored_file=str(stored_file.pk))
            raise Http404 from missing
        response = FileResponse(opened, content_type=stored_file.content_type)
        response["Content-Length"] = stored_file.size
    response["Content-Disposition"] = content_disposition_header(as_attachment, stored_file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def discard_file(stored_file: StoredFile) -> None:
    """Remove a file of a discarded draft; its bytes go when the transaction is through."""
    storage, place, pictures = (
        stored_file.file.storage,
        stored_file.file.name,
        picture_folder(stored_file),
    )
    stored_file.delete()

    def remove_bytes():
        storage.delete(place)
        for picture in pictures.glob("*"):
            picture.unlink(missing_ok=True)

    transaction.on_commit(remove_bytes, robust=True)


def is_intact(stored_file: StoredFile) -> bool:
    """Whether the bytes are there and are the ones that were taken in (完整性)."""
    digest = hashlib.sha256()
    try:
        with stored_file.file.open("rb") as opened:
            for chunk in opened.chunks():
                digest.update(chunk)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == stored_file.sha256

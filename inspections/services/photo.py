"""Photographs of an act (照片): all of them are kept, or none."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile

from accounts.models import StoredFile, User
from accounts.services.file import discard_file, store_upload
from wuqing_tuoyu.exceptions import DomainError

MOST_PHOTOS = 20


@contextmanager
def kept_photos(uploads: Iterable[UploadedFile], *, actor: User) -> Iterator[list[StoredFile]]:
    """Take in pictures before the act; if it is refused, none of them stays.

    Position and everything else a camera notes is dropped, the time it was taken is kept.
    """
    uploads = list(uploads)
    if len(uploads) > MOST_PHOTOS:
        raise DomainError(
            f"一次最多上传 {MOST_PHOTOS} 张照片，您选了 {len(uploads)} 张，请分几次上传。"
        )
    photos: list[StoredFile] = []
    try:
        for upload in uploads:
            photos.append(store_upload(upload, actor=actor, kinds=("image",)))
        yield photos
    except BaseException:
        for photo in photos:
            discard_file(photo)
        raise

"""Backup and restore: everything comes back, and a damaged archive changes nothing."""

import fcntl
import io
import tarfile
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from wuqing_tuoyu.archive import read_archive, write_archive

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    place = tmp_path / "files" / "ab" / "paper.pdf"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"as handed in")
    return place


def names():
    return sorted(get_user_model().objects.values_list("username", flat=True))


def test_database_and_files_come_back_as_they_were(paper, tmp_path):
    get_user_model().objects.create(username="before")
    archive = tmp_path / "backup.tar"

    assert write_archive(archive) == 1
    get_user_model().objects.create(username="after")
    paper.write_bytes(b"changed")
    (paper.parent / "later.pdf").write_bytes(b"later")

    assert read_archive(archive) == 1
    assert names() == ["before"]
    assert paper.read_bytes() == b"as handed in"
    assert [place.name for place in paper.parent.iterdir()] == ["paper.pdf"]


def test_a_damaged_archive_is_refused_and_nothing_changes(paper, tmp_path):
    get_user_model().objects.create(username="before")
    archive = tmp_path / "backup.tar"
    write_archive(archive)
    archive.write_bytes(archive.read_bytes().replace(b"as handed in", b"as tampered!"))
    get_user_model().objects.create(username="later")

    with pytest.raises(CommandError, match="备份已损坏"):
        read_archive(archive)

    assert names() == ["before", "later"]


def test_a_backup_is_for_its_owner_only_and_never_overwrites(paper, tmp_path):
    archive = tmp_path / "backup.tar"
    call_command("backup", str(archive), verbosity=0)

    assert archive.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="已存在"):
        call_command("backup", str(archive))


def test_a_missing_backup_is_named():
    with pytest.raises(CommandError, match="找不到备份文件"):
        call_command("restore", str(Path("nowhere.tar")))


def test_an_archive_cut_off_halfway_is_refused_and_nothing_changes(paper, tmp_path):
    archive = tmp_path / "backup.tar"
    write_archive(archive)
    archive.write_bytes(archive.read_bytes()[:30_000])

    with pytest.raises(CommandError, match="不是完整的备份文件，现有数据未改动"):
        read_archive(archive)

    assert paper.read_bytes() == b"as handed in"


@pytest.mark.parametrize("name", ["../outside", "/etc/outside"])
def test_an_archive_that_reaches_outside_is_refused(paper, tmp_path, name):
    archive = tmp_path / "made-up.tar"
    with tarfile.open(archive, "w") as made:
        made.addfile(tarfile.TarInfo(name), io.BytesIO())

    with pytest.raises(CommandError, match="不该有的内容"):
        read_archive(archive)


def test_a_link_in_an_archive_is_refused(paper, tmp_path):
    archive = tmp_path / "made-up.tar"
    with tarfile.open(archive, "w") as made:
        link = tarfile.TarInfo("files")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        made.addfile(link)

    with pytest.raises(CommandError, match="不该有的内容"):
        read_archive(archive)


def test_nothing_is_put_back_while_the_portal_runs_in_the_folder(paper, settings, tmp_path):
    archive = tmp_path / "backup.tar"
    write_archive(archive)

    with (settings.VAR / "running").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        with pytest.raises(CommandError, match="上运行，请先结束它"):
            call_command("restore", str(archive))

"""Backup (备份): database and files as one archive, and back, each compared with its hash."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.db import connection

from wuqing_tuoyu import clock

CONTENTS = "contents.json"


def write_archive(target: Path) -> int:
    """Write the archive beside its name, then move it there; returns the number of files."""
    part = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=settings.VAR / "tmp") as folder:
        database = Path(folder) / "database"
        dump_database(database)  # before the files: every row then finds its file
        places = {"database": database} | dict(stored_files())
        hashes = {name: hash_of(place) for name, place in places.items()}
        contents = Path(folder) / CONTENTS
        contents.write_text(
            json.dumps(
                {"engine": connection.vendor, "made_at": clock.now().isoformat(), "sha256": hashes}
            )
        )
        with part.open("xb") as raw, tarfile.open(fileobj=raw, mode="w") as archive:
            part.chmod(0o600)
            archive.add(contents, CONTENTS)
            for name, place in places.items():
                archive.add(place, name, recursive=False)
            archive.close()
            raw.flush()
            os.fsync(raw.fileno())
    part.rename(target)
    return len(places) - 1


def read_archive(source: Path) -> int:
    """Unpack, compare every hash, and only then put database and files in their places."""
    with tempfile.TemporaryDirectory(dir=settings.VAR / "tmp") as name:
        folder = Path(name)
        unpack(source, folder)
        contents = json.loads((folder / CONTENTS).read_text())
        if contents["engine"] != connection.vendor:
            raise CommandError(f"备份来自 {contents['engine']}，当前数据库是 {connection.vendor}。")
        for place, expected in contents["sha256"].items():
            if not (folder / place).is_file() or hash_of(folder / place) != expected:
                raise CommandError(f"备份已损坏，现有数据未改动：{place}")
        (folder / "files").mkdir(exist_ok=True)
        load_database(folder / "database")
        before = settings.VAR / "files.before-restore"
        shutil.rmtree(before, ignore_errors=True)
        Path(settings.MEDIA_ROOT).rename(before)
        (folder / "files").rename(settings.MEDIA_ROOT)
        shutil.rmtree(before)
    return len(contents["sha256"]) - 1


def unpack(source: Path, folder: Path) -> None:
    """Plain files inside the folder and nothing else; a cut-off archive is refused in words."""
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                place = (folder / member.name).resolve()
                packed = archive.extractfile(member) if member.isreg() else None
                if packed is None or not place.is_relative_to(folder.resolve()):
                    raise CommandError(f"备份里有不该有的内容，现有数据未改动：{member.name}")
                place.parent.mkdir(parents=True, exist_ok=True)
                with packed, place.open("xb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
    except (tarfile.TarError, EOFError, FileExistsError) as broken:
        raise CommandError("这不是完整的备份文件，现有数据未改动。") from broken
    if not (folder / CONTENTS).is_file():
        raise CommandError("这不是完整的备份文件，现有数据未改动。")


def stored_files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for place in sorted(root.rglob("*")):
        if place.is_file():
            yield f"files/{place.relative_to(root)}", place


def hash_of(place: Path) -> str:
    with place.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def dump_database(target: Path) -> None:
    if connection.vendor == "sqlite":  # a plain copy would miss what stands in the write-ahead log
        with closing(sqlite3.connect(target)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
    else:
        run_on_postgresql("pg_dump", "--format=custom", f"--file={target}", "--dbname")


def load_database(source: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(source)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise CommandError("备份中的数据库未通过完整性检查。")
            copy.backup(connection.connection)
    else:
        options = ["--clean", "--if-exists", "--single-transaction", "--no-owner"]
        run_on_postgresql("pg_restore", *options, str(source), "--dbname")


def run_on_postgresql(program: str, *arguments: str) -> None:
    """The database's own tools; the password goes through the environment."""
    known = connection.settings_dict
    places = {
        "PGHOST": known["HOST"],
        "PGPORT": str(known["PORT"]),
        "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"],
    }
    environment = os.environ | {name: value for name, value in places.items() if value}
    command = [program, *arguments, known["NAME"]]
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - no shell, our own words

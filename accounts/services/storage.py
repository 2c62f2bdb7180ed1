"""Where the bytes lie (存放): on this machine's disk, so that power loss costs no accepted file."""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Writes beside the place, forces it to disk, and only then gives it its name."""

    def _save(self, name, content):
        place = Path(self.path(name))
        folder = place.parent
        is_new_folder = not folder.exists()
        folder.mkdir(mode=self.directory_permissions_mode or 0o700, parents=True, exist_ok=True)
        part = place.with_name(place.name + ".part")
        try:
            with part.open("xb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            part.chmod(self.file_permissions_mode or 0o600)
            part.rename(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        force_to_disk(folder)
        if is_new_folder:
            force_to_disk(folder.parent)
        return name


def force_to_disk(folder: Path) -> None:
    """A new name is durable only when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

"""Files of other projects that pages use: copied out of node_modules, nothing more."""

import shutil
from pathlib import Path

FILES = {
    "bootstrap": [
        "bootstrap/dist/css/bootstrap.min.css",
        "bootstrap/dist/css/bootstrap.min.css.map",
        "bootstrap/dist/js/bootstrap.bundle.min.js",
        "bootstrap/dist/js/bootstrap.bundle.min.js.map",
    ],
    "bootstrap-icons": ["bootstrap-icons/font/bootstrap-icons.min.css"],
    "bootstrap-icons/fonts": [
        "bootstrap-icons/font/fonts/bootstrap-icons.woff",
        "bootstrap-icons/font/fonts/bootstrap-icons.woff2",
    ],
    "leaflet": [
        "leaflet/dist/leaflet.css",
        "leaflet/dist/leaflet.js",
        "leaflet/dist/leaflet.js.map",
    ],
    "leaflet/images": [
        "leaflet/dist/images/layers.png",
        "leaflet/dist/images/layers-2x.png",
        "leaflet/dist/images/marker-icon.png",
    ],
    "echarts": ["echarts/dist/echarts.common.min.js"],
}


def copy_vendor_files(modules: Path, target: Path) -> None:
    """Bring the copies up to date; what is already the same is left alone."""
    for folder, names in FILES.items():
        (target / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            source, copy = modules / name, target / folder / Path(name).name
            if not copy.exists() or copy.stat().st_size != source.stat().st_size:
                shutil.copy2(source, copy)

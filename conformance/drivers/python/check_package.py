"""Checks the sdist and the wheel of a client, and that wheel as it is installed.

The arguments are the folder with both, and the name of the package.
"""

import importlib
import importlib.metadata
import pathlib
import sys
import tarfile
import zipfile
from collections.abc import Iterable

NAMES = ["ApiClient", "ApiException", "Configuration", "ListSegments", "Segment"]


def problems(dist: pathlib.Path, package: str) -> Iterable[str]:
    (sdist,) = dist.glob("*.tar.gz")
    (wheel,) = dist.glob("*.whl")
    root = sdist.name.removesuffix(".tar.gz")
    with tarfile.open(sdist) as archive:
        in_sdist = archive.getnames()
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = archive.namelist()
    for name in ["LICENSE", "README.md", "pyproject.toml", f"{package}/py.typed"]:
        if f"{root}/{name}" not in in_sdist:
            yield f"{sdist.name} has no {name}"
    for name in [f"{root}.dist-info/licenses/LICENSE", f"{package}/py.typed"]:
        if name not in in_wheel:
            yield f"{wheel.name} has no {name}"
    metadata = importlib.metadata.metadata(package)
    if not metadata["Description"].startswith("# "):
        yield f"the metadata of {package} have no README"
    for field in ["License-Expression", "Project-URL", "Requires-Python", "Summary"]:
        if field not in metadata:
            yield f"the metadata of {package} have no {field}"
    names = dir(importlib.import_module(package))
    yield from (f"{package} has no {name}" for name in NAMES if name not in names)


found = list(problems(pathlib.Path(sys.argv[1]), sys.argv[2]))
sys.exit("\n".join(found) or 0)

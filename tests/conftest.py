"""For all tests: no network, no leftovers of the user's own configuration, pictures made on the spot."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PIL import Image

from tests.program import run

ROOT = Path(__file__).parent.parent

# No test is timed, and none leaves a folder of examples behind. In CI every run tries the same examples: a change is
# held against the tests and not against chance; at a desk, every run tries new ones.
settings.register_profile(
    "house",
    deadline=None,
    database=None,
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

# The program and its workers start hundreds of times. Where Python is told to keep no compiled modules, each start
# would compile them all: they are kept beside pytest's own cache, from one run to the next.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".pytest_cache" / "compiled"))


class NetworkUsedError(Exception):
    """A test, or what it tests, tried to reach a network."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every attempt to connect fails loudly."""

    def refuse(*_: object, **__: object) -> None:
        raise NetworkUsedError("the network was used")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(autouse=True)
def own_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the user has set does not reach the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    for name in list(os.environ):
        if name.startswith("VERIFYCTL_") and name != "VERIFYCTL_CORPUS":
            monkeypatch.delenv(name)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def picture() -> Image.Image:
    """A small picture with some detail and no symmetry, the same every time."""
    image = Image.new("RGB", (96, 64))
    image.putdata([((x * 5) % 256, (y * 7 + x) % 256, (x * y) % 256) for y in range(64) for x in range(96)])
    return image


@pytest.fixture
def jpeg(picture: Image.Image) -> bytes:
    """The picture as a plain JPEG."""
    return encoded(picture, "JPEG", quality=90)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """An image's bytes in a format."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def verifyctl(tmp_path: Path) -> Run:
    """Run the real program in an empty folder, as `program.run` does."""
    return partial(run, cwd=tmp_path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with a reason, what this machine has not."""
    corpus = os.environ.get("VERIFYCTL_CORPUS")
    reasons = {
        "corpus": None if corpus and Path(corpus).is_dir() else "VERIFYCTL_CORPUS names no folder",
        "tesseract": None if shutil.which("tesseract") else "the tesseract program is not installed",
    }
    for item in items:
        for marker, reason in reasons.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))

"""``mulin-backup/1``: what lies in a backup, with the SM3 of every file, and how to check it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

from mulin.kit.canonical import fingerprint
from mulin.kit.clock import SHANGHAI
from mulin.site.console import Stop

FORMAT = "mulin-backup/1"
NAME = "manifest.json"
PAPERS = "papers"
SHOWN = 20
_CHUNK = 1 << 20


@dataclass
class Manifest:
    """The table of contents. ``chains`` maps a street to its head, ``files`` a path to its SM3."""

    engine: str
    version: str
    made_at: str
    tables: dict[str, int]
    chains: dict[str, dict[str, Any]]
    migrations: list[str]
    keys: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: str = FORMAT

    @property
    def made(self) -> str:
        """When it was made, as people in China read it."""
        return datetime.fromisoformat(self.made_at).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")

    @property
    def digest(self) -> str:
        """Its own digest: printed when the backup is made, to be written down elsewhere."""
        return fingerprint(asdict(self))

    def write(self, folder: Path) -> str:
        """Write it with its own digest; returns that digest."""
        content, own = asdict(self), self.digest
        text = json.dumps({**content, "sm3": own}, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text, encoding="utf-8")
        return own


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises :class:`Stop` where there is none or it was changed."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Stop(f"{folder} 里没有 {NAME}，不是睦邻的备份。") from None
    except (ValueError, UnicodeDecodeError):
        raise Stop(f"{folder / NAME} 已损坏，读不出内容。") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Stop(f"{folder / NAME} 不是 {FORMAT} 格式，这个版本的程序不认识它。")
    own = content.pop("sm3", None)
    try:
        if own != fingerprint(content):
            raise Stop(f"{folder / NAME} 的内容与它自己的校验值不符，已被改动或损坏。")
        return Manifest(**content)
    except (TypeError, ValueError):
        raise Stop(f"{folder / NAME} 的内容不完整，读不出来。") from None


def check(folder: Path) -> Manifest:
    """The manifest of a sound backup. Raises :class:`Stop` naming what is not as it was written."""
    if not folder.is_dir():
        raise Stop(f"没有找到备份目录 {folder}。")
    manifest = read(folder)
    found = list(faults(folder, manifest))
    if found:
        more = f"（另有 {len(found) - SHOWN} 处）" if len(found) > SHOWN else ""
        raise Stop(f"备份不完好：{'；'.join(found[:SHOWN])}{more}。")
    return manifest


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What does not agree with the manifest, one sentence each, every file named."""
    for name, digest in sorted(manifest.files.items()):
        path = folder / name
        if not path.is_file():
            yield f"{name} 不见了"
        elif file_digest(path) != digest:
            yield f"{name} 的内容与校验值不符，已被改动或损坏"
    known = {*manifest.files, NAME}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in known:
            yield f"{name} 不在清单里，是后来放进去的"


def file_digest(path: Path) -> str:
    """SM3 of a file, read in pieces."""
    digest = Hash(SM3())
    with path.open("rb") as source:
        while piece := source.read(_CHUNK):
            digest.update(piece)
    return digest.finalize().hex()


def own_version() -> str:
    """The version of the program that is running."""
    try:
        return metadata.version("mulin")
    except metadata.PackageNotFoundError:
        project = Path(__file__).resolve().parents[3] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])

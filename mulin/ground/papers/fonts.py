"""The Chinese faces papers are set in, and a check that there is one.

A face is looked for in three places: the folder an operator may drop fonts into
(``settings.FONTS_DIR``), the package npm brings (``NOTO``, read where it lies), and the system.
The packaged face comes first for plain text, so that papers look alike on every machine; notices
take a Song face where the system has one. Of npm's faces the sans is taken: it is the smaller
(57 MB packed against 69 MB) and the easier to read for old eyes. No face for Chinese at all is a
refusal, never tofu.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import typst
from django.conf import settings
from django.core import checks

from mulin.ground.papers import press
from mulin.kit.rights import Refusal
from mulin.kit.words import said

NOTO = "@expo-google-fonts/noto-sans-sc"
WEIGHTS = ("400Regular", "700Bold")

HEI = (
    "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
    "SimHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
)  # fmt: skip
SONG = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "STSong")
TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体")
FANG = ("FangSong_GB2312", "FangSong", "STFangsong")
MONO = ("DejaVu Sans Mono",)  # carried by typst itself

PROBE = "睦邻业主大会会议表决票公告送达登记一二三四五六七八九十"
NO_FACE = Refusal(
    said("这台机器上没有可用的中文字体，文书会印成方块，所以没有生成。"),
    said(
        "请运维人员重新运行 start.py 安装字体，或把一个中文字体文件（.ttf、.otf）放进 var/fonts 后再试。"
    ),
)


@dataclass(frozen=True)
class Faces:
    """Families to try in order, for each use. Every list ends with a face that knows Chinese."""

    plain: tuple[str, ...]
    formal: tuple[str, ...]
    title: tuple[str, ...]
    mono: tuple[str, ...]

    def as_data(self) -> dict[str, list[str]]:
        return {k: list(getattr(self, k)) for k in ("plain", "formal", "title", "mono")}


def folders() -> tuple[tuple[str, int], ...]:
    """Where fonts are read besides the system: the operator's folder, then npm's package. Each
    with its time of change, so that a font dropped in is found without a restart."""
    packaged = (Path(settings.NODE_MODULES) / NOTO / weight for weight in WEIGHTS)
    found = (p for p in (Path(settings.FONTS_DIR), *packaged) if p.is_dir())
    return tuple((str(p), p.stat().st_mtime_ns) for p in found)


def with_system() -> bool:
    """Whether the system's faces may be used; ``PAPERS_SYSTEM_FONTS = False`` leaves them out."""
    return bool(getattr(settings, "PAPERS_SYSTEM_FONTS", True))


def catalogue() -> typst.Fonts:
    """Every face found."""
    return press.catalogue(with_system(), folders())


def faces() -> Faces:
    """The families to set papers in, best first; only such as are there."""
    there = set(catalogue().families())

    def present(*lists: tuple[str, ...]) -> tuple[str, ...]:
        chosen = tuple(name for names in lists for name in names if name in there)
        return chosen or tuple(sorted(there - set(MONO)))

    return Faces(
        plain=present(HEI, SONG),
        formal=present(FANG, SONG, HEI),
        title=present(TITLE, SONG, HEI),
        mono=present(MONO, HEI),
    )


def writes(text: str) -> bool:
    """Whether every character of ``text`` has a glyph in some face."""
    probe = typst.Compiler(
        b"#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.text",
        font_paths=catalogue(),
    )
    inputs = {"fonts": json.dumps(faces().plain), "text": text}
    try:
        probe.compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2b"], timestamp=0)
    except typst.TypstError:
        return False
    return True


def missing() -> Refusal | None:
    """Why papers cannot be set on this machine; None where a Chinese face was found."""
    return None if writes(PROBE) else NO_FACE


@checks.register("papers")
def check(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """``papers.W001``: no Chinese face. The site runs; every paper is refused with a sentence."""
    refusal = missing()
    if refusal is None:
        return []
    return [
        checks.Warning(
            "No font with Chinese characters was found: no paper can be printed.",
            hint=f"Run start.py (npm ci brings {NOTO}), or put a .ttf or .otf into "
            f"{settings.FONTS_DIR}.",
            id="papers.W001",
        )
    ]

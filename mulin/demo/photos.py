"""Invented photographs: a notice on a board, a filled ballot. Each says on itself that it is one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

from mulin.ground.papers import fonts

SIZE = (900, 1200)
INK, PAPER, PEN = (38, 40, 44), (252, 251, 247), (30, 60, 150)
STAMP = "演示照片 · 并非实拍"


def board(place: str, title: str, day: str) -> BytesIO:
    """A notice hanging in a frame on a wall."""
    rnd = Random(place + title)
    wall = rnd.choice(((176, 170, 160), (150, 158, 162), (188, 178, 158)))
    image = Image.new("RGB", SIZE, wall)
    draw = ImageDraw.Draw(image)
    draw.rectangle((90, 120, 810, 1040), fill=(70, 84, 82))
    draw.rectangle((112, 142, 788, 1018), fill=(205, 214, 210))
    left = 210 + rnd.randint(-30, 30)
    draw.rectangle((left, 210, left + 480, 900), fill=PAPER)
    _write(draw, (left + 30, 240), _broken(title, 14), 30)
    for line in range(14):
        width = 420 if line % 5 else 250
        y = 390 + line * 32
        draw.rectangle((left + 30, y, left + 30 + width, y + 9), fill=(150, 152, 156))
    draw.ellipse((left + 320, 770, left + 430, 880), outline=(190, 40, 36), width=6)
    _write(draw, (110, 1060), [f"{place}  {day}", STAMP], 30, (250, 250, 250))
    return _jpeg(image)


def signature(seed: str) -> BytesIO:
    """A name drawn by hand, different for every seed; it says that it is invented."""
    rnd = Random(seed)
    image = Image.new("RGB", (360, 140), PAPER)
    draw = ImageDraw.Draw(image)
    at, points = 30, []
    while at < 320:
        points.append((at, 60 + rnd.randint(-34, 34)))
        at += rnd.randint(8, 22)
    draw.line(points, fill=PEN, width=4, joint="curve")
    _write(draw, (20, 112), [STAMP], 18)
    return _jpeg(image)


def ballot(room: str, lines: Sequence[tuple[str, str]], note: str = "") -> BytesIO:
    """A paper ballot with its ticks; ``lines`` are motions with what was chosen."""
    image = Image.new("RGB", SIZE, (120, 112, 100))
    draw = ImageDraw.Draw(image)
    draw.rectangle((50, 40, 850, 1120), fill=PAPER)
    _write(draw, (90, 80), ["业主表决票", f"房号 {room}"], 40)
    y = 260
    for title, chosen in lines:
        _write(draw, (90, y), _broken(title, 22), 30)
        y += 100
        for number, word in enumerate(("同意", "反对", "弃权")):
            x = 110 + number * 220
            draw.rectangle((x, y, x + 40, y + 40), outline=INK, width=3)
            _write(draw, (x + 60, y), [word], 32)
            if word in chosen.split("、"):
                draw.line((x + 6, y + 20, x + 18, y + 34, x + 50, y - 8), fill=PEN, width=6)
        y += 110
    draw.line((430, 1000, 760, 985), fill=PEN, width=4)
    _write(draw, (90, 960), ["业主签名：", note], 32)
    _write(draw, (90, 1070), [STAMP], 26, (150, 60, 50))
    return _jpeg(image)


def letter(title: str, lines: Sequence[str]) -> BytesIO:
    """A written paper: a mandate, a certificate, a receipt."""
    image = Image.new("RGB", SIZE, (120, 112, 100))
    draw = ImageDraw.Draw(image)
    draw.rectangle((50, 40, 850, 1120), fill=PAPER)
    _write(draw, (300, 110), [title], 46)
    said = [part for line in lines for part in _broken(line, 22)]
    _write(draw, (110, 250), said, 32)
    draw.ellipse((600, 860, 760, 1020), outline=(190, 40, 36), width=7)
    _write(draw, (90, 1070), [STAMP], 26, (150, 60, 50))
    return _jpeg(image)


def _jpeg(image: Image.Image) -> BytesIO:
    out = BytesIO()
    image.save(out, "JPEG", quality=60)
    out.seek(0)
    return out


def _write(
    draw: ImageDraw.ImageDraw,
    place: tuple[int, int],
    lines: Sequence[str],
    size: int,
    colour: tuple[int, int, int] = INK,
) -> None:
    """Lines of text one below the other, where the machine has a face for them."""
    face = _face(size)
    if face is not None:
        for number, line in enumerate(lines):
            draw.text((place[0], place[1] + number * size * 3 // 2), line, colour, face)


def _broken(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


@cache
def _face(size: int) -> ImageFont.FreeTypeFont | None:
    """The face papers are set in; pictures go without words where there is none."""
    for folder, _ in reversed(fonts.folders()):
        for file in sorted(Path(folder).glob("*.[to]tf")):
            return ImageFont.truetype(str(file), size)
    return None

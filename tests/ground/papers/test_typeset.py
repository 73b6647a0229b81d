from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from mulin.ground.papers import fonts, press, typeset
from mulin.kit.rights import Refused
from tests.ground.papers.pdf import embedded_faces, text_of

ON = date(2026, 6, 8)
TEMPLATE = """
#import "/ground/papers/typst/house.typ": *
#show: document-of.with("样张")
#set page(width: 60mm, height: 60mm, margin: 0mm)
#d.body
#if "qr" in d { place(top + left, qr-code(d.qr, 60mm, "码")) }
"""


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with one template, importable for the test."""
    package = tmp_path / "sample_room"
    (package / "typst").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "typst" / "sample.typ").write_text(TEMPLATE)
    monkeypatch.syspath_prepend(tmp_path)
    # The template must lie under typst's root; the shared style is linked beside it.
    (tmp_path / "ground").symlink_to(typeset.ROOT / "ground")
    monkeypatch.setattr(typeset, "ROOT", tmp_path)
    return "sample_room"


def set_sample(package: str, body: str, **more: Any) -> bytes:
    return typeset.typeset("sample", {"body": body, **more}, on=ON, package=package)


def test_chinese_is_set_with_its_face_embedded_and_its_text_readable(sample: str) -> None:
    pdf = set_sample(sample, "睦邻业主大会")
    assert "睦邻业主大会" in text_of(pdf)
    assert all(embedded_faces(pdf).values())


def test_without_system_fonts_the_packaged_face_alone_prints_chinese(
    sample: str, settings: Any, tmp_path: Path
) -> None:
    settings.PAPERS_SYSTEM_FONTS = False
    settings.FONTS_DIR = tmp_path / "none"
    faces = embedded_faces(set_sample(sample, "没有系统字体也能印：第5幢101室，89.62 ㎡"))
    assert faces
    assert all("NotoSansSC" in name and embedded for name, embedded in faces.items())


def test_a_machine_without_any_chinese_face_refuses_instead_of_printing_squares(
    sample: str, settings: Any, tmp_path: Path
) -> None:
    settings.PAPERS_SYSTEM_FONTS = False
    settings.FONTS_DIR = settings.NODE_MODULES = tmp_path / "none"
    with pytest.raises(Refused, match="没有可用的中文字体") as refused:
        set_sample(sample, "睦邻")
    assert "var/fonts" in refused.value.refusal.what_to_do


def test_a_character_without_a_glyph_is_refused_and_named_with_where_it_stands(
    sample: str, settings: Any, tmp_path: Path
) -> None:
    settings.PAPERS_SYSTEM_FONTS = False
    settings.FONTS_DIR = tmp_path / "none"
    with pytest.raises(Refused, match="“𠮷”（U\\+20BB7）") as refused:
        set_sample(sample, "业主张𠮷")
    assert "业主张𠮷" in str(refused.value)


def test_a_home_made_character_is_refused_even_where_some_font_would_draw_something(
    sample: str,
) -> None:
    with pytest.raises(Refused, match="U\\+E000"):
        set_sample(sample, "业主张\ue000")


def test_what_a_person_typed_is_never_read_as_markup(sample: str) -> None:
    typed = '#panic("x") *粗* $a$ <b> = 标题 #sys.inputs.data'
    assert typed.replace(" ", "") in text_of(set_sample(sample, typed))


def test_the_same_data_on_the_same_date_give_the_same_bytes(sample: str) -> None:
    assert set_sample(sample, "同样") == set_sample(sample, "同样")


def test_the_file_is_pdf_a_2b_and_carries_the_given_date(sample: str) -> None:
    reader = PdfReader(BytesIO(set_sample(sample, "日期")))
    assert reader.metadata is not None
    created = reader.metadata.creation_date
    assert created is not None
    assert created.date() == ON
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata


class TestPile:
    """A pile is set in a process of its own, with the same outcome."""

    @pytest.fixture(autouse=True)
    def _everything_is_a_pile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(press, "PILE", 0)

    def test_it_gives_the_same_bytes(self, sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
        in_child = set_sample(sample, "睦邻")
        monkeypatch.setattr(press, "PILE", 10**9)
        assert set_sample(sample, "睦邻") == in_child

    def test_it_leaves_no_memory_behind(self, sample: str) -> None:
        def resident() -> int:
            return int(Path("/proc/self/statm").read_text().split()[1])

        before = resident()
        set_sample(sample, "睦邻业主大会" * 20_000)
        assert (resident() - before) * 4 < 40_000  # kilobytes; set here, it keeps some 60 000

    def test_a_character_without_a_glyph_is_named_too(
        self, sample: str, settings: Any, tmp_path: Path
    ) -> None:
        settings.PAPERS_SYSTEM_FONTS = False
        settings.FONTS_DIR = tmp_path / "none"
        with pytest.raises(Refused, match="𠮷"):
            set_sample(sample, "业主张𠮷")

    def test_a_press_that_breaks_says_so(
        self, sample: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(press, "MODULE", "mulin.ground.papers.no_such_press")
        with pytest.raises(RuntimeError, match="the press stopped"):
            set_sample(sample, "睦邻")


def test_a_template_of_ours_that_is_wrong_is_no_refusal(sample: str) -> None:
    with pytest.raises(press.Unsettable, match="body"):
        typeset.typeset("sample", {}, on=ON, package=sample)


def test_an_unknown_template_is_named() -> None:
    with pytest.raises(LookupError, match=r"typst/nothing\.typ"):
        typeset.typeset("nothing", {}, on=ON)


def test_a_printed_qr_code_has_every_module_of_the_text_it_carries(sample: str) -> None:
    code = "7K4M-29QX-8DHT"
    png = typeset.pictures(
        "sample", {"body": "", "qr": typeset.qr(code)}, on=ON, package=sample, ppi=300
    )[0]
    matrix = [[bool(m) for m in row] for row in segno.make(code, error="m", micro=False).matrix]
    picture = Image.open(BytesIO(png)).convert("L")
    step = picture.width / (len(matrix) + 8)  # a quiet zone of four modules on each side
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            at = (int((x + 4.5) * step), int((y + 4.5) * step))
            assert (picture.getpixel(at) < 128) is dark


class TestCheck:
    def test_a_machine_with_a_chinese_face_passes(self) -> None:
        assert fonts.check(None) == []

    def test_a_machine_without_one_is_warned_with_a_hint(
        self, settings: Any, tmp_path: Path
    ) -> None:
        settings.PAPERS_SYSTEM_FONTS = False
        settings.FONTS_DIR = settings.NODE_MODULES = tmp_path / "none"
        (warning,) = fonts.check(None)
        assert warning.id == "papers.W001"
        assert warning.hint is not None
        assert "start.py" in warning.hint

    def test_a_font_dropped_into_the_folder_is_found_without_a_restart(
        self, settings: Any, tmp_path: Path
    ) -> None:
        packaged = Path(settings.NODE_MODULES) / fonts.NOTO / fonts.WEIGHTS[0]
        settings.PAPERS_SYSTEM_FONTS = False
        settings.FONTS_DIR = tmp_path
        settings.NODE_MODULES = tmp_path / "none"
        assert fonts.missing() is not None
        font = next(packaged.glob("*.ttf"))
        (tmp_path / font.name).write_bytes(font.read_bytes())
        assert fonts.missing() is None

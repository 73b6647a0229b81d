"""What is cited and was not read is named, kind by kind; the rest says where it stands."""

from __future__ import annotations

import pytest

from mulin.law.safety.catalogue import all_templates
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import UNWRITTEN, Citation
from mulin.law.violations.catalogue import violations

# An office's own copy, or a department that quotes the text, is a reading; reprints elsewhere are none.
NOT_READ = {
    "elevator": {"特种设备安全法第40条", "特种设备安全法第42条"},
    "fire_gear": {"消防法第16条", "消防法第18条"},
    "illegal_building": {"民法典第286条"},
    "outer_wall": {"民法典第942条"},
    "playground": {"民法典第1198条"},
    "pump_room": {"生活饮用水卫生监督管理办法"},
    "power": {"电力设施保护条例"},
}


def test_only_what_was_not_read_is_marked_for_local_review() -> None:
    found = {
        code: {str(one) for one in template.unread}
        for code, template in all_templates().items()
        if template.unread
    }
    assert {code: {one.replace(" ", "") for one in marks} for code, marks in found.items()} == (
        NOT_READ
    )


def test_a_citation_without_an_article_counts_as_unread() -> None:
    for template in all_templates().values():
        bare = {one for one in template.law if not one.article and one != UNWRITTEN}
        assert bare <= set(template.unread), template.code


def test_a_kind_cannot_mark_what_it_does_not_cite() -> None:
    with pytest.raises(ValueError, match="unread names what is cited"):
        Template(
            "x",
            "x",
            Level.LOW,
            (Check("a", "a", (PointKind.GATE,)),),
            ("a",),
            ("b",),
            unread=(Citation("消防法", "第28条"),),
        )


def test_violations_name_the_articles_that_were_read() -> None:
    kinds = violations()
    assert Citation("城乡规划法", "第64条") in kinds["illegal_building"].sources
    assert Citation("消防法", "第60条") in kinds["fire_lane"].sources

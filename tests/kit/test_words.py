"""A text is Chinese as data and speaks another language where it is read."""

from __future__ import annotations

import copy
import json
import pickle
from decimal import Decimal
from fractions import Fraction

from mulin.kit.words import joined, kept, plain, said, said_again

ENGLISH = {
    "还有 {n} 个": "{n} item{n:|s} left",
    "{what}不能为空。": "{what} cannot be empty.",
    "姓名": "The name",
    "、": ", ",
    "句间不留空格": "a space",
    "请填写。": "Please fill it in.",
}


def english(text: str) -> str:
    return ENGLISH.get(text, text)


def test_what_is_said_is_the_chinese_sentence() -> None:
    text = said("还有 {n} 个", n=3)
    assert text == "还有 3 个"
    assert hash(text) == hash("还有 3 个")
    assert json.dumps([text], ensure_ascii=False) == '["还有 3 个"]'
    assert type(plain(text)) is str


def test_a_number_chooses_its_plural() -> None:
    assert said("还有 {n} 个", n=1).read(english) == "1 item left"  # type: ignore[attr-defined]
    assert said("还有 {n} 个", n=2).read(english) == "2 items left"  # type: ignore[attr-defined]


def test_words_inside_a_sentence_are_read_too() -> None:
    text = said("{what}不能为空。", what=said("姓名"))
    assert text == "姓名不能为空。"
    assert text.read(english) == "The name cannot be empty."  # type: ignore[attr-defined]


def test_what_a_person_typed_stays_even_with_braces() -> None:
    text = said("{what}不能为空。", what="{x}")
    assert text.read(english) == "{x} cannot be empty."  # type: ignore[attr-defined]


def test_parts_are_joined_and_empty_ones_left_out() -> None:
    text = joined("、", ["", said("姓名"), "电话"])
    assert text == "姓名、电话"
    assert text.read(english) == "The name, 电话"  # type: ignore[attr-defined]
    assert said("姓名") + "" == "姓名"
    both = said("{what}不能为空。", what=said("姓名")) + said("请填写。")
    assert both == "姓名不能为空。请填写。"
    assert both.read(english) == "The name cannot be empty. Please fill it in."  # type: ignore[attr-defined]


def test_copies_keep_what_a_sentence_was_made_of() -> None:
    text = said("还有 {n} 个", n=3)
    for twin in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):  # noqa: S301
        assert twin.read(english) == "3 items left"  # type: ignore[attr-defined]


def test_what_json_kept_is_read_in_another_language() -> None:
    text = joined("", (said("{what}不能为空。", what=said("姓名")), said("请填写。")))
    again = said_again(json.loads(json.dumps(kept(text))))
    assert again == text == "姓名不能为空。请填写。"
    assert again.read(english) == "The name cannot be empty. Please fill it in."  # type: ignore[attr-defined]
    counted = said_again(json.loads(json.dumps(kept(said("还有 {n} 个", n=1)))))
    assert counted.read(english) == "1 item left"  # type: ignore[attr-defined]


def test_a_text_that_was_stored_plain_stays_what_it_was() -> None:
    assert said_again("姓名") == kept("姓名") == "姓名"
    assert type(said_again("姓名")) is str
    assert kept(said("{part:.1%}", part=Decimal("0.5"))) == "50.0%"
    assert said_again(kept(said("{whole}", whole=Fraction(1, 2)))) == "1/2"

"""What people type into verbs: words that must not be empty, and may not be endless."""

from __future__ import annotations

from typing import NoReturn

from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said


def refuse(why: str, what_to_do: str = "") -> NoReturn:
    """Raise the refusal."""
    raise Refused(Refusal(why, what_to_do))


def words(typed: str, longest: int, what: str, how: str = "") -> str:
    """``typed`` without blanks around it. Raises Refused for nothing, or more than fits."""
    plain = typed.strip()
    if not plain:
        refuse(said("没有写{what}。", what=what), how or said("请补上再提交。"))
    if len(plain) > longest:
        refuse(said("{what}写得太长，最多 {n} 个字。", what=what, n=longest), said("请写短一些。"))
    return plain


def line(typed: str, longest: int, what: str, how: str = "") -> str:
    """The same in one line: breaks and runs of blanks become a blank."""
    return words(" ".join(typed.split()), longest, what, how)


def filled(typed: str, longest: int, why: str, how: str = "") -> str:
    """The same in one line, where the room has a sentence of its own for nothing written."""
    plain = " ".join(typed.split())
    if not plain:
        refuse(why, how)
    if len(plain) > longest:
        refuse(said("写得太长，最多 {n} 个字。", n=longest), how)
    return plain

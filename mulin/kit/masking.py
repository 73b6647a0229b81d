"""How personal values look to eyes that have no reason to read them.

A mask keeps what people need to recognise somebody they already know, and no more. Masks are for
screens and exports; they protect nothing that is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable

STAR = "*"

COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
        "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
        "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门南荣"
        "第五",
    )
)
"""Surnames of two characters that are still borne; a name of three or more may begin with one."""


def mask_name(name: str) -> str:
    """张三 → 张*, 李秀兰 → 李**, 欧阳娜娜 → 欧阳**, John Smith → J**; never more than two stars."""
    plain = name.strip()
    if not plain:
        return ""
    if len(plain) == 1:
        return STAR
    kept = 2 if len(plain) > 2 and plain[:2] in COMPOUND_SURNAMES else 1
    return plain[:kept] + STAR * min(len(plain) - kept, 2)


def mask_names(names: str) -> str:
    """Names joined by 、, each masked: 钱一一、孙二 → 钱**、孙*."""
    return "、".join(mask_name(name) for name in names.split("、"))


def mask_phone(phone: str) -> str:
    """13812341234 → 138****1234; a landline keeps its area code and the last two digits."""
    digits = phone if phone.isdigit() else re.sub(r"\D", "", phone)
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}{STAR * 4}{digits[-4:]}"
    if len(digits) >= 10 and digits.startswith("0"):
        area = 3 if digits[1] in "12" else 4
        return f"{digits[:area]}-{STAR * (len(digits) - area - 2)}{digits[-2:]}"
    return _keep(digits, 0, 2)


def mask_id_number(number: str) -> str:
    """310104195001011234 → 3*************1234: the first digit and the last four."""
    return _keep(number if number.isalnum() else re.sub(r"\s", "", number), 1, 4)


def mask_plate(plate: str) -> str:
    """川A12345 → 川A**345; the last three are how a guard names a car."""
    return _keep(re.sub(r"[\s·.\-]", "", plate), 2, 3)


def mask_account(number: str) -> str:
    """Bank cards and other account numbers: the last four only."""
    return _keep(re.sub(r"\s", "", number), 0, 4)


MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "names": mask_names,
    "phone": mask_phone,
    "id_number": mask_id_number,
    "plate": mask_plate,
    "account": mask_account,
}
"""By kind of value, as columns and components name them."""


def _keep(value: str, head: int, tail: int) -> str:
    """Stars between the first ``head`` and last ``tail`` characters; a short value hides more."""
    if not value:
        return ""
    if len(value) < head + tail + 2:
        head, tail = 0, min(tail, len(value) // 4)
    return value[:head] + STAR * (len(value) - head - tail) + (value[-tail:] if tail else "")

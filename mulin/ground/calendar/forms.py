"""What an officer gives of the year's notice: checks shapes; the days are read by the law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mulin.ground.page.fields import DayField

LARGEST = 64 * 1024
FIRST_YEAR, LAST_YEAR = 2017, 2099


class NoticeForm(forms.Form):
    """A year, where it stands, and its text: pasted, or as a text file."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    year = forms.IntegerField(label=_("哪一年"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    title = forms.CharField(
        label=_("通知名称"),
        max_length=120,
        strip=True,
        help_text=_("例如：国务院办公厅关于2027年部分节假日安排的通知。"),
    )
    number = forms.CharField(
        label=_("文号"), max_length=60, strip=True, help_text=_("例如：国办发明电〔2026〕7号。")
    )
    published_on = DayField(label=_("发布日期"))
    text = forms.CharField(
        label=_("通知正文"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "把通知正文整段贴进来就行；也可以一行写一段，例如“1月1日至3日放假”“1月4日上班”。"
        ),
    )
    file = forms.FileField(
        label=_("或上传文本文件"), required=False, help_text=_("TXT 或 CSV，64 KB 以内。")
    )
    why = forms.CharField(
        label=_("更正理由"),
        max_length=200,
        required=False,
        strip=True,
        help_text=_("这一年第一次登记不用写；改以前登记的必须写。"),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        sent = said.get("file")
        if sent is not None:
            said["text"] = _text_of(sent)
        if not said.get("text") and not self.errors:
            self.add_error("text", _("请贴上通知正文，或上传一个文本文件。"))
        return said


def _text_of(sent: Any) -> str:
    if sent.size > LARGEST:
        raise ValidationError({"file": _("文件太大，通知正文不会超过 64 KB。")})
    data = sent.read(LARGEST + 1)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return str(text)
    raise ValidationError({"file": _("这不是文本文件。Word 或 PDF 请打开后把正文复制过来。")})

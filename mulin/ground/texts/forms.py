"""What an officer gives to replace a text: checks shapes; the language is read where it is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.page.fields import DayField

LARGEST = 256 * 1024


class ReplaceForm(forms.Form):
    """The text itself, typed or as a file; from which day; why."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("文本"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("一行一段；双花括号里的名称填写时自动换成登记的内容。"),
    )
    file = forms.FileField(
        label=_("或上传文本文件"), required=False, help_text=_("先下载模板，用记事本改好再传。")
    )
    starts_on = DayField(label=_("起用日"))
    why = forms.CharField(
        label=_("为什么换"), max_length=200, help_text=_("例如“区房管局 2026 版式样”。")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        sent = given.get("file")
        if sent is not None:
            given["body"] = self._text_of(sent)
        return given

    def _text_of(self, sent: Any) -> str:
        if sent.size > LARGEST:
            self.add_error("file", _("文件太大，一份文本不会超过 256 KB。"))
            return ""
        data = sent.read(LARGEST + 1)
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\x00" not in text and not data.startswith((b"PK", b"\xd0\xcf", b"%PDF")):
                return str(text)
        self.add_error(
            "file", _("这不是文本文件。请把 Word 里的文字复制到模板里，存为文本文件再传。")
        )
        return ""


class RestoreForm(forms.Form):
    """From which day, and why."""

    starts_on = DayField(label=_("起用日"))
    why = forms.CharField(label=_("为什么改回"), max_length=200)

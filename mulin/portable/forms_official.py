"""Forms of the import of official ballots."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.estate.forms import OnceForm


class OfficialUploadForm(OnceForm):
    """The result file, and what the person read off the official system himself."""

    file = forms.FileField(
        label=_("结果文件"),
        help_text=_(
            "官方系统导出的投票明细：.xlsx、.xls、.csv，或 mulin-official-ballots/1 的 .json。"
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.json"}),
    )
    control = forms.IntegerField(
        label=_("应有票数"),
        min_value=1,
        max_value=1_000_000,
        help_text=_(
            "照官方系统页面上显示的投票人数（票数）填，不要照文件数。和文件对不上就不能导入。"
        ),
    )
    system = forms.CharField(
        label=_("官方系统的名称"),
        max_length=80,
        help_text=_("写进存证和结果，例如“北京业主 App”。"),
    )


class WithdrawForm(forms.Form):
    """Why imported ballots are taken off the pile."""

    why = forms.CharField(label=_("理由"), max_length=200)

    def reason(self) -> str:
        """What was typed; empty where nothing was."""
        said: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        return str(said.get("why", ""))

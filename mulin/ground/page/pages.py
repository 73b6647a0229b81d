"""The shell's own screens: text size, and the style page that shows every component."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from mulin.ground.page import sample
from mulin.ground.page.context import BIG_COOKIE
from mulin.kit.rights import Refusal, Refused, Role, require

A_YEAR = 60 * 60 * 24 * 365


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep the wish for large type in this browser, and go back to where the person was."""
    there = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}):
        there = "/"
    answer = HttpResponseRedirect(there)
    big = "1" if request.POST.get("big") == "1" else "0"
    answer.set_cookie(
        BIG_COOKIE, big, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer


def look(request: HttpRequest) -> HttpResponse:
    """Every component of the console with invented data."""
    require(may_look(request))
    form = SampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, gettext("表单没有错误；样式页不保存任何内容。"))
    return render(request, "look/console.html", {"form": form, **sample.console()})


def look_phone(request: HttpRequest) -> HttpResponse:
    """Every component of the residents' shell with invented data."""
    require(may_look(request))
    return render(request, "look/phone.html", sample.phone())


def look_message(request: HttpRequest, kind: str) -> HttpResponse:
    """How a refusal or an error reads, in the console or on the phone."""
    require(may_look(request))
    refusal = Refusal(
        gettext("这次表决涉及您所在的物业公司，您不能看参与情况。"),
        gettext("请业委会或社区工作人员来操作。"),
    )
    template = {"refusal": "refusal.html"}.get(kind, f"{kind if kind in CODES else 404}.html")
    return render(request, template, {"refusal": refusal, "phone": "028-0000-0100"})


@require_POST
def look_unmask(request: HttpRequest) -> HttpResponse:
    """What an address behind ``<c-masked>`` answers: the fragment that takes the mask's place."""
    require(may_look(request))
    if not request.POST.get("reason", "").strip():
        raise Refused(Refusal(gettext("没有写事由。"), gettext("请选一个事由，或在说明里写清楚。")))
    return render(request, "look/unmasked.html", {"value": "张虚构"})


CODES = ("400", "403", "404", "500")


def may_look(request: HttpRequest) -> Refusal | None:
    """The style page is for those who build the site, and for street officers."""
    actor = getattr(request, "actor", None)
    if settings.DEBUG or (actor and any(g.role is Role.STREET_OFFICER for g in actor.grants)):
        return None
    return Refusal(gettext("样式页只给街道管理员看。"), hidden=True)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label=gettext_lazy("议题"), max_length=60, help_text=gettext_lazy("写清楚做什么、在哪里。")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("事项类别"),
        choices=[("", gettext_lazy("请选择")), ("5", gettext_lazy("使用维修资金"))],
    )
    day = forms.DateField(
        label=gettext_lazy("截止日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("范围"),
        widget=forms.RadioSelect,
        choices=[("all", gettext_lazy("全体业主")), ("some", gettext_lazy("几栋楼"))],
    )
    note = forms.CharField(label=gettext_lazy("说明"), required=False, widget=forms.Textarea)
    read = forms.BooleanField(label=gettext_lazy("方案已在公告栏公示"))

"""At the door, before anything is read: who is really asking, and how much one may send."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

Answer = Callable[[HttpRequest], HttpResponse]

LARGEST_REQUEST = 64 * 1024 * 1024
"""The largest file that any page takes is 30 MB; a request beyond this is not read at all."""

TOO_LARGE = (
    "<!doctype html><html lang='zh-Hans'><meta charset='utf-8'>"
    "<meta name='viewport' content='width=device-width, initial-scale=1'><title>文件太大</title>"
    "<h1>文件太大</h1><p>一次最多上传 64 MB，所以没有接收，系统没有改动任何内容。</p>"
    "<p>请把文件拆小，或只传需要的几页；回到上一页，填的内容还在。</p></html>"
)


class ClientAddress:
    """The address of who asks, where trusted proxies stand before us (``MULIN_PROXIES``).

    Each proxy adds at the right end whom it was asked by; what stands further left was sent by
    the visitor and can be made up. Without this everybody behind a proxy would share one count of
    failed sign-ins.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        trusted = settings.MULIN_PROXIES
        told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if trusted and len(told) >= trusted and told[-trusted]:
            request.META["REMOTE_ADDR"] = told[-trusted][:45]
        return self.get_response(request)


class RequestSize:
    """Refuses what is larger than any page takes, before a byte of it is written to disk."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No keyboard writes a NUL, and PostgreSQL takes none: a search for one would be a 500.
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        if size <= LARGEST_REQUEST:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            refused = {"why": "请求太大。", "what_to_do": "接口只读，不接收文件。"}
            return JsonResponse({"refused": refused}, status=413)
        return HttpResponse(TOO_LARGE, status=413)

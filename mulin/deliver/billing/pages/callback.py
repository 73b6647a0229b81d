"""Where payment channels tell us: no session, no cookie; nothing is believed without a signature."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mulin.deliver.billing.actions.ordering import settle_order
from mulin.deliver.billing.channels.base import Unsigned
from mulin.deliver.billing.channels.offered import channel_of
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Refused

LARGEST = 20_000


@csrf_exempt
@require_POST
def callback(request: HttpRequest, street: str, pay_channel: str) -> HttpResponse:
    """A channel says that an order was paid. Repeats get the same answer and change nothing."""
    found = Street.objects.filter(slug=street).first()
    channel = channel_of(found, pay_channel) if found else None
    if found is None or channel is None or len(request.body) > LARGEST:
        return HttpResponse("unknown", status=404, content_type="text/plain")
    try:
        paid = channel.read(request.body, request.headers)
    except Unsigned:
        return HttpResponse("unsigned", status=400, content_type="text/plain")
    try:
        settle_order(found, channel, paid, now=clock.now())
    except Refused:
        status, body = channel.answer(False)
    else:
        status, body = channel.answer(True)
    return HttpResponse(body, status=status, content_type="text/plain")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "mulin.deliver.billing"
    label = "billing"
    verbose_name = _("收费")

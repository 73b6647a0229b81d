from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForewarnConfig(AppConfig):
    name = "mulin.ground.forewarn"
    label = "forewarn"
    verbose_name = _("矛盾预警")

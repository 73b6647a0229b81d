from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediationConfig(AppConfig):
    name = "mulin.deliberate.mediation"
    label = "mediation"
    verbose_name = _("人民调解")

    def ready(self) -> None:
        from mulin.deliberate.mediation import linking, readers

        readers.register()
        linking.register()

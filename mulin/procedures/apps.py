from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "mulin.procedures"
    label = "procedures"
    verbose_name = _("程序")

    def ready(self) -> None:
        from mulin.procedures import linking, readers

        readers.register()
        linking.register()

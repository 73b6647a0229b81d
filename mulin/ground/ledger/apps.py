from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "mulin.ground.ledger"
    label = "ledger"
    verbose_name = _("账簿")

    def ready(self) -> None:
        from mulin.ground.ledger import linking, readers

        readers.register()
        linking.register()

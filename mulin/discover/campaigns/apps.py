from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "mulin.discover.campaigns"
    label = "campaigns"
    verbose_name = _("专项行动")

    def ready(self) -> None:
        from mulin.discover.campaigns import jobs, readers

        readers.register()
        assert jobs  # noqa: S101 - its ticks register by being imported

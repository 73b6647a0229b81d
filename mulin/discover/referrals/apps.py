from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "mulin.discover.referrals"
    label = "referrals"
    verbose_name = "综合执法进小区"

    def ready(self) -> None:
        from mulin.discover.referrals import readers

        readers.register()

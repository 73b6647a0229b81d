from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "mulin.site"
    label = "site"
    verbose_name = "站点"

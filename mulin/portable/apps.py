from django.apps import AppConfig


class PortableConfig(AppConfig):
    name = "mulin.portable"
    label = "portable"
    verbose_name = "导入导出"

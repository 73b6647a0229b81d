from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "mulin.ground.notices"
    label = "notices"
    verbose_name = "公示与消息"

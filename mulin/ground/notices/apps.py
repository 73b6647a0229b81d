from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "mulin.ground.notices"
    label = "notices"
    verbose_name = "公示与消息"

    def ready(self) -> None:
        from mulin.ground.notices.actions import POSTING_PHOTO
        from mulin.ground.notices.permissions import may_see_photo
        from mulin.ground.papers.permissions import register_reader

        register_reader(POSTING_PHOTO, may_see_photo)

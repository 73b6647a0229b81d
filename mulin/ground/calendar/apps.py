from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "mulin.ground.calendar"
    label = "calendar"
    verbose_name = "放假安排"

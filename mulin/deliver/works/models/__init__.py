"""The nouns of works: surveys and plans of places, projects, what is kept about them."""

from mulin.deliver.works.models.consents import ConsentSlip
from mulin.deliver.works.models.keeping import Contract, Guidance, ProjectPaper
from mulin.deliver.works.models.money import SubsidyClaim, SubsidyRule
from mulin.deliver.works.models.projects import Home, Milestone, Objection, Project
from mulin.deliver.works.models.surveys import SitePlan, Survey, SurveyPhoto

__all__ = [
    "ConsentSlip",
    "Contract",
    "Guidance",
    "Home",
    "Milestone",
    "Objection",
    "Project",
    "ProjectPaper",
    "SitePlan",
    "SubsidyClaim",
    "SubsidyRule",
    "Survey",
    "SurveyPhoto",
]

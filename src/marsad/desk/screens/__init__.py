"""The screens of the desk, in the order of its menu."""

from marsad.desk.identity.screen import IDENTITY
from marsad.desk.review.agreeing import AGREEMENT
from marsad.desk.review.screen import REVIEW
from marsad.desk.saved.screen import SAVED
from marsad.desk.screens.actors import ACTOR, ACTORS
from marsad.desk.screens.adding import ADD, JOB
from marsad.desk.screens.article import ARTICLE
from marsad.desk.screens.audit import AUDIT
from marsad.desk.screens.claim import CLAIM
from marsad.desk.screens.event import EVENT
from marsad.desk.screens.health import HEALTH
from marsad.desk.screens.network import NETWORK
from marsad.desk.screens.places import PLACES
from marsad.desk.screens.search import SEARCH
from marsad.desk.screens.settings import SETTINGS
from marsad.desk.screens.sources import SOURCES
from marsad.desk.screens.stories import STORIES, STORY
from marsad.desk.screens.timeline import TIMELINE

MENU = (SEARCH, STORIES, TIMELINE, ACTORS, SOURCES, NETWORK, PLACES, REVIEW, ADD, HEALTH, AUDIT)
SCREENS = (*MENU, ARTICLE, EVENT, CLAIM, ACTOR, STORY, JOB, AGREEMENT, SAVED, IDENTITY, SETTINGS)

__all__ = ["MENU", "SCREENS"]

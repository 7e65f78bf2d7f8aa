"""Stories: the articles on one happening, found by names, events and words within a window of days."""

from marsad.corpus.stories.finding import find_stories
from marsad.corpus.stories.keeping import (
    catch_up_stories,
    count_stories,
    find_story,
    list_stories,
    stories_lag,
    story_at,
    story_of,
)
from marsad.corpus.stories.values import Story

__all__ = [
    "Story",
    "catch_up_stories",
    "count_stories",
    "find_stories",
    "find_story",
    "list_stories",
    "stories_lag",
    "story_at",
    "story_of",
]

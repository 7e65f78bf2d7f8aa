"""Events: who did what to whom, where and when, coded in PLOVER straight from Arabic."""

from marsad.events.coder import find_events

__all__ = ["find_events"]

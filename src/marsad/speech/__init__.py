"""Speech: on whose word — attributions, chains and quotations."""

from marsad.speech.attributions import find_attributions
from marsad.speech.explain import explain_attribution
from marsad.speech.voices import Voice, group_voices

__all__ = ["Voice", "explain_attribution", "find_attributions", "group_voices"]

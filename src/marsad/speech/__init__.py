"""Speech: on whose word — attributions, chains and quotations."""

from marsad.speech.attributions import find_attributions

__all__ = ["find_attributions"]

"""What comes into a library: files, feeds, sitemaps, lists of addresses and archives, each page once."""

from marsad.corpus.intake.adding import add_inputs

__all__ = ["add_inputs"]

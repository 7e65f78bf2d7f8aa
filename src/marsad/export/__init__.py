"""Exports: one module per format; each function takes records and returns what is written."""

from marsad.export.html import page_of_record
from marsad.export.text import report_of_record

__all__ = ["page_of_record", "report_of_record"]

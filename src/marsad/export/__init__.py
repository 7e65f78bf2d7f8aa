"""Exports: one module per format; each takes records and returns what is written."""

from marsad.export.html import page_of_record, page_of_records
from marsad.export.schema import schema_of_record
from marsad.export.text import report_of_record
from marsad.export.views import views_of

__all__ = ["page_of_record", "page_of_records", "report_of_record", "schema_of_record", "views_of"]

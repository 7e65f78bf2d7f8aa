"""The desk: a library read, compared and judged in the browser, and an HTTP API beside the pages."""

from marsad.desk.app import build_desk
from marsad.desk.session import Session

__all__ = ["Session", "build_desk"]

"""``python -m marsad`` is the same program as ``marsad``."""

from marsad.cli import run

if __name__ == "__main__":
    run()

"""Sample pages, written for Marsad, that the demo and the tests read."""

"""What is added from the desk: what was handed in, one worker that reads it in turn, and the feeds it follows."""

from marsad.desk.adding.jobs import Item, Job
from marsad.desk.adding.tasks import Task
from marsad.desk.adding.worker import Adder

__all__ = ["Adder", "Item", "Job", "Task"]

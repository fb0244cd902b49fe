"""The kernel: (rubric, answer) to a grade. It knows nothing of HTTP, HTML, databases or torch."""

from viva.grading.calibration import Calibration
from viva.grading.coverage import coverage
from viva.grading.grade import Evidence, Grade, PointVerdict, Verdict
from viva.grading.grader import Grader
from viva.grading.segments import Segment, split

__all__ = [
    "Calibration",
    "Evidence",
    "Grade",
    "Grader",
    "PointVerdict",
    "Segment",
    "Verdict",
    "coverage",
    "split",
]

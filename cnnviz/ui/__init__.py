"""The frame of a lesson and what every lesson shares: state in the URL, exercises, code, downloads."""

from cnnviz.ui.code import code_panel
from cnnviz.ui.exercises import exercise_fields, exercises
from cnnviz.ui.frame import lesson, part
from cnnviz.ui.style import latex
from cnnviz.ui.view import Field, View, choice, integer, pair

__all__ = [
    "Field",
    "View",
    "choice",
    "code_panel",
    "exercise_fields",
    "exercises",
    "integer",
    "latex",
    "lesson",
    "pair",
    "part",
]

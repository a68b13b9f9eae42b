"""The frame of a lesson and what every lesson shares: state in the URL, exercises, code, downloads."""

from cnnviz.ui.code import code_panel
from cnnviz.ui.exercises import exercise_fields, exercises
from cnnviz.ui.frame import by_itself, is_presenting, lesson, let_it_be_seen, part, publish
from cnnviz.ui.style import latex
from cnnviz.ui.view import Field, View, choice, integer, pair, spot

__all__ = [
    "Field",
    "View",
    "by_itself",
    "choice",
    "code_panel",
    "exercise_fields",
    "exercises",
    "integer",
    "is_presenting",
    "latex",
    "lesson",
    "let_it_be_seen",
    "pair",
    "part",
    "publish",
    "spot",
]

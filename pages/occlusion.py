"""Lesson C3: occlusion."""

from cnnviz.ui import lesson

with lesson("occlusion", ()) as view:
    pass

"""Lesson C3, occlusion: what its page says and asks."""

from cnnviz.lessons.occlusion.exercises import EXERCISES

__all__ = ["EXERCISES"]

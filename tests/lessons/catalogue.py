"""Every exercise generator of every lesson, found through the registry."""

import importlib

from cnnviz.lessons import LESSONS
from cnnviz.lessons.exercise import Generator

GENERATORS: tuple[Generator, ...] = tuple(
    generator
    for lesson in LESSONS
    for generator in importlib.import_module(f"cnnviz.lessons.{lesson.slug}").EXERCISES
)
GOOD_SEEDS = range(1, 201)

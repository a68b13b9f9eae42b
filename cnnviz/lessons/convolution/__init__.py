"""Lesson A2, convolution: what its page says and asks."""

from cnnviz.lessons.convolution.cells import (
    read_kernels,
    read_numbers,
    read_volume,
    write_kernels,
    write_numbers,
    write_volume,
)
from cnnviz.lessons.convolution.exercises import EXERCISES, matrix
from cnnviz.lessons.convolution.lab import Lab, flip_words, table
from cnnviz.lessons.convolution.presets import KERNELS, PICTURES, SLIDE_KERNEL, SLIDE_MAP, SLIDE_ZERO
from cnnviz.lessons.convolution.words import CORRELATION, TRUE_CONVOLUTION, formula, number, snippet

__all__ = [
    "CORRELATION",
    "EXERCISES",
    "KERNELS",
    "PICTURES",
    "SLIDE_KERNEL",
    "SLIDE_MAP",
    "SLIDE_ZERO",
    "TRUE_CONVOLUTION",
    "Lab",
    "flip_words",
    "formula",
    "matrix",
    "number",
    "read_kernels",
    "read_numbers",
    "read_volume",
    "snippet",
    "table",
    "write_kernels",
    "write_numbers",
    "write_volume",
]

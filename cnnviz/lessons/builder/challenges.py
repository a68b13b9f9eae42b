"""Challenges: a goal for a network of one's own, marked condition by condition."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cnnviz.architectures.layers import Conv, Shape
from cnnviz.architectures.simple import Add, Concat
from cnnviz.lessons.builder.build import Build, shape_words


@dataclass(frozen=True)
class Mark:
    """One condition: what is asked, what there is, and whether that will do."""

    asked: str
    there: str
    done: bool


Condition = Callable[[Build], Mark]


@dataclass(frozen=True)
class Challenge:
    """A goal.

    Attributes:
        task: what to build, in one or two sentences.
        hint: the idea behind it, shown on demand.
        input: (maps, height, width) that it starts from.
        start: the text of the layers that it starts with.
    """

    key: str
    title: str
    task: str
    hint: str
    input: tuple[int, int, int]
    conditions: tuple[Condition, ...]
    start: str = ""

    def marks(self, build: Build) -> tuple[Mark, ...]:
        """Every condition; nothing is done by a network that breaks or starts from another input."""
        fits = build.input == self.input
        first = Mark(f"starts from {shape_words(self.input)}", shape_words(build.input), fits)
        whole = Mark("no layer breaks", build.problem or "none does", not build.problem)
        if build.problem:
            return first, whole
        return (first, whole, *(condition(build) for condition in self.conditions))


def passed(marks: Sequence[Mark]) -> bool:
    """Whether all of it is done."""
    return len(marks) > 2 and all(mark.done for mark in marks)


def ends_with(shape: Shape) -> Condition:
    """The last layer gives this shape."""

    def marked(build: Build) -> Mark:
        there = build.last.shape if build.last else ()
        return Mark(f"gives {shape_words(shape)}", shape_words(there), there == shape)

    return marked


def at_most(what: str, most: int) -> Condition:
    """Not more than so many parameters, weights, MACs or layers."""

    def marked(build: Build) -> Mark:
        main = build.report.main
        there = len(build.pieces) if what == "layers" else int(getattr(main, what.lower()))
        return Mark(f"has at most {most:,} {what}", f"{there:,}", there <= most)

    return marked


def sees(field: int) -> Condition:
    """A unit of the last layer that has maps sees at least so many pixels, along both axes."""

    def marked(build: Build) -> Mark:
        maps = [row for row in build.report.rows if len(row.shape) == 3 and row.node.layer.sees != "adaptive"]
        there = min(maps[-1].rows.field, maps[-1].columns.field) if maps else 1
        return Mark(f"a unit sees at least {field} × {field} pixels", f"{there} × {there}", there >= field)

    return marked


def has_kernels(wanted: Sequence[int], at_least: int = 1) -> Condition:
    """So many convolutions with each of these kernels."""

    def marked(build: Build) -> Mark:
        kernels = [n.layer.rows.kernel for n in build.network.nodes if isinstance(n.layer, Conv)]
        there = ", ".join(f"{kernels.count(kernel)} of {kernel} × {kernel}" for kernel in wanted)
        asked = ", ".join(f"{kernel} × {kernel}" for kernel in wanted)
        count = "a convolution" if at_least == 1 else f"{at_least} convolutions"
        done = all(kernels.count(kernel) >= at_least for kernel in wanted)
        return Mark(f"has {count} of {asked}", there, done)

    return marked


def sum_with_input(build: Build) -> Mark:
    """The last sum reads the input itself."""
    sums = [node for node in build.network.nodes if isinstance(node.layer, Add)]
    there = " and ".join(sums[-1].inputs) if sums else "no sum"
    return Mark("a sum reads the input itself", there, bool(sums) and "input" in sums[-1].inputs)


def joins(count: int) -> Condition:
    """The last layer concatenates so many branches."""

    def marked(build: Build) -> Mark:
        last = build.network.nodes[-1]
        there = len(set(last.inputs)) if isinstance(last.layer, Concat) else 0
        return Mark(f"ends with a concatenation of at least {count} branches", str(there), there >= count)

    return marked


def all_read(build: Build) -> Mark:
    """No layer is left lying about."""
    names = [build.names[place] for place in build.loose]
    return Mark(
        "every layer is read by another", ", ".join(names) + " not" if names else "all are", not names
    )


CHALLENGES: dict[str, Challenge] = {
    challenge.key: challenge
    for challenge in (
        Challenge(
            "trunk", "To 7 × 7 × 512",
            "Bring a photo of 224 × 224 down to 512 maps of 7 × 7, as VGG does, with at most 10,000,000 parameters.",
            "224 / 7 = 32: halve the side five times, and double the maps while you do.",
            (3, 224, 224), (ends_with((512, 7, 7)), at_most("parameters", 10_000_000), sees(64)),
        ),
        Challenge(
            "far", "See far with few layers",
            "Let a unit see at least 100 × 100 pixels with at most five layers.",
            "Stride multiplies everything that comes after it; dilation widens a window without weights.",
            (3, 128, 128), (sees(100), at_most("layers", 5)),
        ),
        Challenge(
            "small_kernels", "Seven by seven, cheaper",
            "A 7 × 7 convolution from 64 to 64 maps has 200,704 weights. See as far, keep the size and the maps, with at most 115,000 weights.",
            "How far do three 3 × 3 convolutions on top of each other see?",
            (64, 28, 28), (ends_with((64, 28, 28)), sees(7), at_most("weights", 115_000)), "ck7p3",
        ),
        Challenge(
            "bottleneck", "A tenth of the work",
            "5 × 5 convolutions from 192 to 32 maps of 28 × 28 take 120,422,400 MACs. Give the same maps, seeing as much, for at most 13,000,000.",
            "First make fewer maps with a 1 × 1 convolution.",
            (192, 28, 28), (ends_with((32, 28, 28)), sees(5), at_most("MACs", 13_000_000)), "c32k5p2",
        ),
        Challenge(
            "residual", "A residual block",
            "Build F(x) + x: at least two 3 × 3 convolutions, and a sum that reads their result and the input itself. Shape and maps stay.",
            "Padding 1 keeps the size of a 3 × 3 convolution; the sum reads two layers.",
            (64, 56, 56), (ends_with((64, 56, 56)), has_kernels((3,), 2), sum_with_input, all_read),
        ),
        Challenge(
            "inception", "An inception module",
            "Make 256 maps out of 192: branches of 1 × 1, 3 × 3 and 5 × 5 convolutions and a pooling, concatenated, with at most 170,000 parameters.",
            "GoogLeNet's first module: 64 + 128 + 32 + 32 maps, with reductions to 96 and 16 maps in front of 3 × 3 and 5 × 5.",
            (192, 28, 28),
            (ends_with((256, 28, 28)), joins(4), has_kernels((1, 3, 5)), at_most("parameters", 170_000), all_read),
        ),
        Challenge(
            "separable", "Depthwise separable",
            "A 3 × 3 convolution from 32 to 64 maps has 18,496 parameters. See as far with at most 3,000, as MobileNet does.",
            "One window for each map, then a 1 × 1 convolution across the maps.",
            (32, 112, 112), (ends_with((64, 112, 112)), sees(3), at_most("parameters", 3_000)), "cp1",
        ),
        Challenge(
            "tiny", "Ten classes, twenty thousand numbers",
            "Classify pictures of 32 × 32 into ten classes with at most 20,000 parameters, where the last maps see at least 20 × 20 pixels.",
            "A dense layer on large maps is expensive. What does a global average in front of it cost?",
            (3, 32, 32), (ends_with((10,)), sees(20), at_most("parameters", 20_000)),
        ),
    )
}  # fmt: skip

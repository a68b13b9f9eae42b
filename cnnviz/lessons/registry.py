"""The one list of lessons: router, home page, previous and next, and the tests are built from it."""

from dataclasses import dataclass
from enum import Enum

from cnnviz.lessons.sources import (
    ALEXNET,
    BATCH_NORM,
    BT601,
    CANZIANI,
    CAPTUM,
    CNN_EXPLAINER,
    CS231N,
    DECONVNET,
    DEEPFACE,
    DENSENET,
    DISTILL_FIELDS,
    DUMOULIN_VISIN,
    EFFECTIVE_FIELD,
    EFFICIENTNET,
    EFFICIENTNET_LITE,
    GLOROT_2011,
    GOODFELLOW,
    GOODFELLOW_POOLING,
    GOOGLENET,
    GRAD_CAM,
    GUIDED,
    HE_2015,
    ILSVRC,
    IMAGENET,
    IMAGENETTE,
    INCEPTION_V3,
    INCEPTION_V4,
    INTEGRATED_GRADIENTS,
    LECUN_1989,
    LECUN_1998,
    LENET,
    MAAS_2013,
    MOBILENET,
    MOBILENET_V2,
    NETWORK_IN_NETWORK,
    NG_BOTTLENECK,
    NIE_2018,
    OVERFEAT,
    PRELU,
    RESNET,
    RESNEXT,
    SALIENCY_GRADIENT,
    SANITY_CHECKS,
    SENET,
    SHANNON,
    SHIFT_INVARIANT,
    SOBEL,
    SPP,
    SQUEEZENET,
    SWITCHES,
    TORCH_LRN,
    TORCHVISION,
    VGG,
    XCEPTION,
    YOSINSKI_2015,
    YU_KOLTUN,
    ZEILER_2011,
    ZEILER_FERGUS,
    ZEILER_FERGUS_EVOLUTION,
    ZEILER_FERGUS_PAIR,
    Source,
)


class Section(Enum):
    """The parts of the course, in order; the value is the title on screen."""

    FOUNDATIONS = "Foundations"
    FAMOUS = "Famous networks"
    TRAINED = "Inside trained networks"


@dataclass(frozen=True)
class Lesson:
    """One lesson. Its page is `pages/<slug>.py`, its words and exercises `cnnviz/lessons/<slug>.py`."""

    slug: str
    title: str
    section: Section
    question: str
    summary: str
    sources: tuple[Source, ...]

    @property
    def page(self) -> str:
        return f"pages/{self.slug}.py"


LESSONS: tuple[Lesson, ...] = (
    Lesson(
        slug="images_are_numbers",
        title="Images are numbers",
        section=Section.FOUNDATIONS,
        question="What is a picture to a network? A grid of numbers, and nothing in it says which are neighbours.",
        summary="Zoom into a photo until you read its numbers, take its channels apart, shuffle its pixels: "
        "what a dense layer does not see.",
        sources=(CS231N, LENET, BT601),
    ),
    Lesson(
        slug="convolution",
        title="Convolution",
        section=Section.FOUNDATIONS,
        question="A table of weights slides over a picture and leaves a number at each place. What does it say?",
        summary="Draw on the picture, write your own kernel, and read every output as the sum of products "
        "that it is: edges, blur, RGB, several kernels.",
        sources=(GOODFELLOW, DUMOULIN_VISIN, SOBEL, CS231N),
    ),
    Lesson(
        slug="convolution_arithmetic",
        title="Convolution arithmetic",
        section=Section.FOUNDATIONS,
        question="A window slides over a picture. How large is what comes out, which pixels does it read, "
        "and what does the layer cost?",
        summary="Kernel, stride, padding and dilation under your hands: the window, the output size and "
        "the cost of the layer.",
        sources=(DUMOULIN_VISIN, CS231N, ALEXNET),
    ),
    Lesson(
        slug="pooling",
        title="Pooling",
        section=Section.FOUNDATIONS,
        question="Pooling keeps one number of each window. Which cell decides, and what changes when the picture moves by "
        "one pixel?",
        summary="Max and average, side by side or overlapping, on a feature map and on a photo: the cells that "
        "win, and what a shift leaves unchanged.",
        sources=(
            ALEXNET,
            GOODFELLOW_POOLING,
            SWITCHES,
            NETWORK_IN_NETWORK,
            SHIFT_INVARIANT,
            LECUN_1998,
            CS231N,
        ),
    ),
    Lesson(
        slug="why_convolution",
        title="Why convolution",
        section=Section.FOUNDATIONS,
        question="Why not connect every pixel with every unit? What does a network save when it looks at "
        "neighbours only and uses the same weights everywhere, and what does it gain?",
        summary="Dense against sparse, drawn unit by unit; parameters up to 1080 × 1080 × 3; shift in, shift out.",
        sources=(GOODFELLOW, LECUN_1989),
    ),
    Lesson(
        slug="activations",
        title="Activations and normalisation",
        section=Section.FOUNDATIONS,
        question="What does a unit make of its sum, and how much gradient does it let back through? How do "
        "neighbouring maps compete?",
        summary="ReLU, tanh and sigmoid with their slopes under your hand: saturation, vanishing gradients, dying "
        "units, AlexNet's response normalisation and batch normalisation.",
        sources=(LECUN_1998, ALEXNET, GLOROT_2011, MAAS_2013, TORCH_LRN, BATCH_NORM),
    ),
    Lesson(
        slug="bottleneck",
        title="The 1 × 1 bottleneck",
        section=Section.FOUNDATIONS,
        question="How can a detour through fewer maps do nearly the same for a tenth of the work, and what is "
        "the price?",
        summary="The same layer straight and through a bottleneck: MACs, parameters and memory as bars, from "
        "the inception module to depthwise separable convolutions.",
        sources=(
            NETWORK_IN_NETWORK,
            NG_BOTTLENECK,
            GOOGLENET,
            CS231N,
            RESNET,
            MOBILENET,
            XCEPTION,
            INCEPTION_V3,
            ALEXNET,
            RESNEXT,
        ),
    ),
    Lesson(
        slug="receptive_fields",
        title="Receptive fields",
        section=Section.FOUNDATIONS,
        question="Which pixels can change a unit deep in a network, and how does that region grow from layer to layer?",
        summary="Stack layers and follow the paths: what a unit sees, who sees a pixel, and why three small "
        "kernels reach as far as a large one.",
        sources=(DISTILL_FIELDS, EFFECTIVE_FIELD, VGG, ALEXNET, YU_KOLTUN),
    ),
    Lesson(
        slug="famous_networks",
        title="Networks, layer by layer",
        section=Section.FAMOUS,
        question="What are famous networks made of, where do their weights and work sit, and what breaks if you change a layer?",
        summary="36 published networks drawn to scale, block by block: sizes, parameters, MACs, memory and receptive fields "
        "beside the printed ones. Change any layer, compare two, take the code home.",
        sources=(
            LENET,
            ALEXNET,
            ZEILER_FERGUS,
            VGG,
            GOOGLENET,
            DEEPFACE,
            INCEPTION_V3,
            RESNET,
            SQUEEZENET,
            XCEPTION,
            DENSENET,
            MOBILENET,
            MOBILENET_V2,
            EFFICIENTNET,
            DISTILL_FIELDS,
        ),
    ),
    Lesson(
        slug="builder",
        title="Build your own",
        section=Section.FAMOUS,
        question="Stack, branch and join layers of your own: what comes out, what does it cost, what does it see, and where does "
        "it break?",
        summary="Start empty, from a famous network or from one of its blocks; every layer's numbers follow your hand. Eight challenges with "
        "marks, a photo through it, and the PyTorch code to take home.",
        sources=(DUMOULIN_VISIN, DISTILL_FIELDS, VGG, GOOGLENET, RESNET, MOBILENET, PRELU),
    ),
    Lesson(
        slug="imagenet_story",
        title="The ImageNet story",
        section=Section.FAMOUS,
        question="How did machines get from one wrong picture in four to one in forty, and what does each point of accuracy cost?",
        summary="Top-5 errors from 2010 to 2017 with single networks, ensembles and outside data told apart; accuracy against MACs and "
        "parameters for every network of torchvision.",
        sources=(
            IMAGENET,
            ILSVRC,
            ALEXNET,
            ZEILER_FERGUS,
            OVERFEAT,
            GOOGLENET,
            VGG,
            SPP,
            PRELU,
            BATCH_NORM,
            INCEPTION_V3,
            RESNET,
            INCEPTION_V4,
            SENET,
            CANZIANI,
            TORCHVISION,
        ),
    ),
    Lesson(
        slug="feature_maps",
        title="Filters and feature maps",
        section=Section.TRAINED,
        question="What does each layer of a trained network make of a picture, and where does a single number in a feature "
        "map come from?",
        summary="A real network at a glance on your own photo: every layer's strongest maps, and any of them taken apart "
        "down to the products that add up to one value.",
        sources=(CNN_EXPLAINER, ZEILER_FERGUS, YOSINSKI_2015, EFFICIENTNET, IMAGENET),
    ),
    Lesson(
        slug="deconvnet",
        title="Deconvnet",
        section=Section.TRAINED,
        question="What in the picture made a unit fire? Send its activation back down through the network, step by step, to "
        "the pixels.",
        summary="Any unit of a trained network back at the pixels: its projection beside the patch it sees, the nine pictures "
        "that excite it most, and the way down layer by layer.",
        sources=(DECONVNET, GUIDED, SALIENCY_GRADIENT, SANITY_CHECKS, NIE_2018, ZEILER_2011),
    ),
    Lesson(
        slug="occlusion",
        title="Occlusion",
        section=Section.TRAINED,
        question="Which part of a picture does a trained network look at? Cover it, piece by piece, and "
        "watch the answer change.",
        summary="Slide an occluder over a photo: where does a real network lose its answer, and which of its maps fall with it?",
        sources=(
            ZEILER_FERGUS,
            GRAD_CAM,
            INTEGRATED_GRADIENTS,
            CAPTUM,
            EFFICIENTNET,
            EFFICIENTNET_LITE,
            IMAGENET,
        ),
    ),
    Lesson(
        slug="invariance",
        title="Invariance",
        section=Section.TRAINED,
        question="Move, enlarge or turn a picture: which layer of a trained network notices, and does its answer stay?",
        summary="Shift, scale and turn photos under a real network: the first layer changes at once, the answer late, and "
        "turning is hardest.",
        sources=(ZEILER_FERGUS, EFFICIENTNET, IMAGENET),
    ),
    Lesson(
        slug="alexnet_zfnet",
        title="AlexNet against ZFNet",
        section=Section.TRAINED,
        question="Two networks that differ in their first layers only, 11 × 11 with stride 4 against 7 × 7 with stride 2: "
        "what does the larger stride cost?",
        summary="Two networks trained alike, side by side: their filters and the frequencies these answer to, gratings that come "
        "back as others, dead maps, and each claim of the paper beside our numbers.",
        sources=(ZEILER_FERGUS_PAIR, ALEXNET, SHANNON, SHIFT_INVARIANT, IMAGENETTE),
    ),
    Lesson(
        slug="evolution",
        title="Evolution",
        section=Section.TRAINED,
        question="What does a feature map like before training, after one epoch, and at the end, and which layers are done first?",
        summary="A network’s maps over its training, from random numbers to the last epoch: projections, filters and curves under "
        "one slider, and when each layer has settled.",
        sources=(ZEILER_FERGUS_EVOLUTION, HE_2015, IMAGENETTE),
    ),
)


def find_lesson(slug: str) -> Lesson:
    """The lesson with this slug.

    Raises:
        ValueError: no lesson has it; the message names those there are.
    """
    for lesson in LESSONS:
        if lesson.slug == slug:
            return lesson
    raise ValueError(f"There is no lesson {slug!r}. There are: {', '.join(x.slug for x in LESSONS)}.")


def neighbours(slug: str) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after this one, None at either end.

    >>> neighbours(LESSONS[0].slug) == (None, LESSONS[1])
    True
    """
    at = LESSONS.index(find_lesson(slug))
    before = LESSONS[at - 1] if at > 0 else None
    after = LESSONS[at + 1] if at + 1 < len(LESSONS) else None
    return before, after

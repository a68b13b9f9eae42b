"""The lessons inside trained networks."""

from cnnviz.lessons.lesson import Lesson, Section
from cnnviz.lessons.sources import methods, networks

TRAINED = (
    Lesson(
        slug="feature_maps",
        title="Filters and feature maps",
        section=Section.TRAINED,
        question="What does each layer of a trained network make of a picture, and where does a single number in a feature "
        "map come from?",
        summary="A real network at a glance on your own photo: every layer's strongest maps, and any of them taken apart "
        "down to the products that add up to one value.",
        sources=(
            methods.CNN_EXPLAINER,
            methods.ZEILER_FERGUS_PAIR,
            methods.YOSINSKI_2015,
            networks.EFFICIENTNET,
            methods.IMAGENET,
        ),
    ),
    Lesson(
        slug="deconvnet",
        title="Deconvnet",
        section=Section.TRAINED,
        question="What in the picture made a unit fire? Send its activation back down through the network, step by step, to "
        "the pixels.",
        summary="Any unit of a trained network back at the pixels: its projection beside the patch it sees, the nine pictures "
        "that excite it most, and the way down layer by layer.",
        sources=(
            methods.DECONVNET,
            methods.GUIDED,
            methods.SALIENCY_GRADIENT,
            methods.SANITY_CHECKS,
            methods.NIE_2018,
            methods.ZEILER_2011,
        ),
    ),
    Lesson(
        slug="occlusion",
        title="Occlusion",
        section=Section.TRAINED,
        question="Which part of a picture does a trained network look at? Cover it, piece by piece, and "
        "watch the answer change.",
        summary="Slide an occluder over a photo: where does a real network lose its answer, and which of its maps fall with it?",
        sources=(
            networks.ZEILER_FERGUS,
            methods.GRAD_CAM,
            methods.INTEGRATED_GRADIENTS,
            methods.CAPTUM,
            networks.EFFICIENTNET,
            networks.EFFICIENTNET_LITE,
            methods.IMAGENET,
        ),
    ),
    Lesson(
        slug="invariance",
        title="Invariance",
        section=Section.TRAINED,
        question="Move, enlarge or turn a picture: which layer of a trained network notices, and does its answer stay?",
        summary="Shift, scale and turn photos under a real network: the first layer changes at once, the answer late, and "
        "turning is hardest.",
        sources=(networks.ZEILER_FERGUS, networks.EFFICIENTNET, methods.IMAGENET),
    ),
    Lesson(
        slug="alexnet_zfnet",
        title="AlexNet against ZFNet",
        section=Section.TRAINED,
        question="Two networks that differ in their first layers only, 11 × 11 with stride 4 against 7 × 7 with stride 2: "
        "what does the larger stride cost?",
        summary="Two networks trained alike, side by side: their filters and the frequencies these answer to, gratings that come "
        "back as others, dead maps, and each claim of the paper beside our numbers.",
        sources=(
            methods.ZEILER_FERGUS_PAIR,
            networks.ALEXNET,
            methods.SHANNON,
            methods.SHIFT_INVARIANT,
            methods.IMAGENETTE,
        ),
    ),
    Lesson(
        slug="evolution",
        title="Evolution",
        section=Section.TRAINED,
        question="What does a feature map like before training, after one epoch, and at the end, and which layers are done first?",
        summary="A network’s maps over its training, from random numbers to the last epoch: projections, filters and curves under "
        "one slider, and when each layer has settled.",
        sources=(methods.ZEILER_FERGUS_EVOLUTION, methods.HE_2015, methods.IMAGENETTE),
    ),
)

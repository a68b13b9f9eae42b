"""The lessons that need no trained network."""

from cnnviz.lessons.lesson import Lesson, Section
from cnnviz.lessons.sources import methods, networks

FOUNDATIONS = (
    Lesson(
        slug="images_are_numbers",
        title="Images are numbers",
        section=Section.FOUNDATIONS,
        question="What is a picture to a network? A grid of numbers, and nothing in it says which are neighbours.",
        summary="Zoom into a photo until you read its numbers, take its channels apart, shuffle its pixels: "
        "what a dense layer does not see.",
        sources=(methods.CS231N, networks.LENET, methods.BT601),
    ),
    Lesson(
        slug="convolution",
        title="Convolution",
        section=Section.FOUNDATIONS,
        question="A table of weights slides over a picture and leaves a number at each place. What does it say?",
        summary="Draw on the picture, write your own kernel, and read every output as the sum of products "
        "that it is: edges, blur, RGB, several kernels.",
        sources=(methods.GOODFELLOW, methods.DUMOULIN_VISIN, methods.SOBEL, methods.CS231N),
    ),
    Lesson(
        slug="convolution_arithmetic",
        title="Convolution arithmetic",
        section=Section.FOUNDATIONS,
        question="A window slides over a picture. How large is what comes out, which pixels does it read, "
        "and what does the layer cost?",
        summary="Kernel, stride, padding and dilation under your hands: the window, the output size and "
        "the cost of the layer.",
        sources=(methods.DUMOULIN_VISIN, methods.CS231N, networks.ALEXNET),
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
            networks.ALEXNET,
            methods.GOODFELLOW_POOLING,
            methods.SWITCHES,
            networks.NETWORK_IN_NETWORK,
            methods.SHIFT_INVARIANT,
            methods.LECUN_1998,
            methods.CS231N,
        ),
    ),
    Lesson(
        slug="why_convolution",
        title="Why convolution",
        section=Section.FOUNDATIONS,
        question="Why not connect every pixel with every unit? What does a network save when it looks at "
        "neighbours only and uses the same weights everywhere, and what does it gain?",
        summary="Dense against sparse, drawn unit by unit; parameters up to 1080 × 1080 × 3; shift in, shift out.",
        sources=(methods.GOODFELLOW, networks.LECUN_1989),
    ),
    Lesson(
        slug="activations",
        title="Activations and normalisation",
        section=Section.FOUNDATIONS,
        question="What does a unit make of its sum, and how much gradient does it let back through? How do "
        "neighbouring maps compete?",
        summary="ReLU, tanh and sigmoid with their slopes under your hand: saturation, vanishing gradients, dying "
        "units, AlexNet's response normalisation and batch normalisation.",
        sources=(
            methods.LECUN_1998,
            networks.ALEXNET,
            methods.GLOROT_2011,
            methods.MAAS_2013,
            methods.TORCH_LRN,
            methods.BATCH_NORM,
        ),
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
            networks.NETWORK_IN_NETWORK,
            methods.NG_BOTTLENECK,
            networks.GOOGLENET,
            methods.CS231N,
            networks.RESNET,
            networks.MOBILENET,
            networks.XCEPTION,
            networks.INCEPTION_V3,
            networks.ALEXNET,
            networks.RESNEXT,
        ),
    ),
    Lesson(
        slug="receptive_fields",
        title="Receptive fields",
        section=Section.FOUNDATIONS,
        question="Which pixels can change a unit deep in a network, and how does that region grow from layer to layer?",
        summary="Stack layers and follow the paths: what a unit sees, who sees a pixel, and why three small "
        "kernels reach as far as a large one.",
        sources=(
            methods.DISTILL_FIELDS,
            methods.EFFECTIVE_FIELD,
            networks.VGG,
            networks.ALEXNET,
            methods.YU_KOLTUN,
        ),
    ),
)

"""The lessons on published networks; none of them loads torch."""

from cnnviz.lessons.lesson import Lesson, Section
from cnnviz.lessons.sources import methods, networks

FAMOUS = (
    Lesson(
        slug="famous_networks",
        title="Networks, layer by layer",
        section=Section.FAMOUS,
        question="What are famous networks made of, where do their weights and work sit, and what breaks if you change a layer?",
        summary="36 published networks drawn to scale, block by block: sizes, parameters, MACs, memory and receptive fields "
        "beside the printed ones. Change any layer, compare two, take the code home.",
        sources=(
            networks.LENET,
            networks.ALEXNET,
            networks.ZEILER_FERGUS,
            networks.VGG,
            networks.GOOGLENET,
            networks.DEEPFACE,
            networks.INCEPTION_V3,
            networks.RESNET,
            networks.SQUEEZENET,
            networks.XCEPTION,
            networks.DENSENET,
            networks.MOBILENET,
            networks.MOBILENET_V2,
            networks.EFFICIENTNET,
            methods.DISTILL_FIELDS,
        ),
    ),
    Lesson(
        slug="building_blocks",
        title="Building blocks",
        section=Section.FAMOUS,
        question="Which few layers, put together how, made each famous network what it is, and what do they save?",
        summary="Three 3 × 3 for one 7 × 7, the inception module, the residual and the dense block, AlexNet's first layers against ZFNet's: each drawn "
        "above what it replaced, while you move its numbers.",
        sources=(
            networks.VGG,
            networks.GOOGLENET,
            networks.RESNET,
            networks.DENSENET,
            networks.ALEXNET,
            networks.ZEILER_FERGUS,
            networks.INCEPTION_V3,
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
        sources=(
            methods.DUMOULIN_VISIN,
            methods.DISTILL_FIELDS,
            networks.VGG,
            networks.GOOGLENET,
            networks.RESNET,
            networks.MOBILENET,
            methods.HE_2015,
        ),
    ),
    Lesson(
        slug="imagenet_story",
        title="The ImageNet story",
        section=Section.FAMOUS,
        question="How did machines get from one wrong picture in four to one in forty, and what does each point of accuracy cost?",
        summary="Top-5 errors from 2010 to 2017 with single networks, ensembles and outside data told apart; accuracy against MACs and "
        "parameters for every network of torchvision.",
        sources=(
            methods.IMAGENET,
            methods.ILSVRC,
            networks.ALEXNET,
            networks.ZEILER_FERGUS,
            networks.OVERFEAT,
            networks.GOOGLENET,
            networks.VGG,
            networks.SPP,
            methods.HE_2015,
            methods.BATCH_NORM,
            networks.INCEPTION_V3,
            networks.RESNET,
            networks.INCEPTION_V4,
            networks.SENET,
            methods.CANZIANI,
            methods.TORCHVISION,
        ),
    ),
)

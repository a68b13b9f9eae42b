"""The one list of lessons: router, home page, previous and next, and the tests are built from it."""

from dataclasses import dataclass
from enum import Enum


class Section(Enum):
    """The parts of the course, in order; the value is the title on screen."""

    FOUNDATIONS = "Foundations"
    TRAINED = "Inside trained networks"


@dataclass(frozen=True)
class Source:
    """A full citation and where to read it."""

    citation: str
    link: str


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


DUMOULIN_VISIN = Source(
    "Dumoulin, V. and Visin, F. (2016). A guide to convolution arithmetic for deep learning. "
    "arXiv:1603.07285.",
    "https://arxiv.org/abs/1603.07285",
)
CS231N = Source(
    "Karpathy, A., Johnson, J. and Li, F.-F. (2016). CS231n: Convolutional Neural Networks for Visual "
    "Recognition, course notes, Stanford University.",
    "https://cs231n.github.io/convolutional-networks/",
)
ALEXNET = Source(
    "Krizhevsky, A., Sutskever, I. and Hinton, G. E. (2012). ImageNet Classification with Deep "
    "Convolutional Neural Networks. Advances in Neural Information Processing Systems 25.",
    "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks",
)
ZEILER_FERGUS = Source(
    "Zeiler, M. D. and Fergus, R. (2014). Visualizing and Understanding Convolutional Networks. "
    "European Conference on Computer Vision; arXiv:1311.2901. Section 4.2 and figure 7.",
    "https://arxiv.org/abs/1311.2901",
)
EFFICIENTNET = Source(
    "Tan, M. and Le, Q. V. (2019). EfficientNet: Rethinking Model Scaling for Convolutional Neural "
    "Networks. International Conference on Machine Learning; arXiv:1905.11946.",
    "https://arxiv.org/abs/1905.11946",
)
EFFICIENTNET_LITE = Source(
    "Liu, R. (2020). Higher accuracy on vision models with EfficientNet-Lite. TensorFlow Blog. The Lite "
    "variants leave out squeeze-and-excitation and use ReLU6.",
    "https://blog.tensorflow.org/2020/03/higher-accuracy-on-vision-models-with-efficientnet-lite.html",
)
IMAGENET = Source(
    "Russakovsky, O. et al. (2015). ImageNet Large Scale Visual Recognition Challenge. International "
    "Journal of Computer Vision 115, 211-252.",
    "https://arxiv.org/abs/1409.0575",
)

LECUN_1998 = Source(
    "LeCun, Y., Bottou, L., Bengio, Y. and Haffner, P. (1998). Gradient-based learning applied to document "
    "recognition. Proceedings of the IEEE 86(11), 2278-2324. Appendix A: 1.7159 tanh(2x/3).",
    "https://doi.org/10.1109/5.726791",
)
GLOROT_2011 = Source(
    "Glorot, X., Bordes, A. and Bengio, Y. (2011). Deep Sparse Rectifier Neural Networks. International "
    "Conference on Artificial Intelligence and Statistics.",
    "https://proceedings.mlr.press/v15/glorot11a.html",
)
MAAS_2013 = Source(
    "Maas, A. L., Hannun, A. Y. and Ng, A. Y. (2013). Rectifier Nonlinearities Improve Neural Network "
    "Acoustic Models. ICML Workshop on Deep Learning for Audio, Speech and Language Processing. The leaky ReLU.",
    "https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf",
)
TORCH_LRN = Source(
    "PyTorch documentation, torch.nn.LocalResponseNorm. Its formula has alpha / n.",
    "https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html",
)

LESSONS: tuple[Lesson, ...] = (
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
        slug="activations",
        title="Activations and normalisation",
        section=Section.FOUNDATIONS,
        question="What does a unit make of its sum, and how much gradient does it let back through? How do "
        "neighbouring maps compete?",
        summary="ReLU, tanh and sigmoid with their slopes under your hand: saturation, vanishing gradients, dying "
        "units, and AlexNet's response normalisation.",
        sources=(LECUN_1998, ALEXNET, GLOROT_2011, MAAS_2013, TORCH_LRN),
    ),
    Lesson(
        slug="occlusion",
        title="Occlusion",
        section=Section.TRAINED,
        question="Which part of a picture does a trained network look at? Cover it, piece by piece, and "
        "watch the answer change.",
        summary="Slide a gray square over a photo and map where a real ImageNet network loses its answer.",
        sources=(ZEILER_FERGUS, EFFICIENTNET, EFFICIENTNET_LITE, IMAGENET),
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

    >>> [x and x.slug for x in neighbours("occlusion")]
    ['activations', None]
    """
    at = LESSONS.index(find_lesson(slug))
    before = LESSONS[at - 1] if at > 0 else None
    after = LESSONS[at + 1] if at + 1 < len(LESSONS) else None
    return before, after

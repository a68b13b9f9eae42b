"""What is new in each network, and what to look at: plain data, family by family."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Beside:
    """Another network that is worth putting beside this one, and what to look for."""

    net: str
    beside: str
    why: str


@dataclass(frozen=True)
class Story:
    """One family of networks.

    Attributes:
        idea: what was new.
        look: what to look at in the drawing.
        block: the name of its block in the lesson `building_blocks`, or "".
    """

    idea: str
    look: tuple[str, ...]
    beside: tuple[Beside, ...] = field(default=())
    block: str = ""


STORIES: dict[str, Story] = {
    "LeNet": Story(
        "Learned to read handwritten digits on cheques. Convolutions and subsampling take turns, maps shrink while their number "
        "grows, and everything is trained by gradient descent: the plan that later networks follow.",
        (
            "c5 is a convolution whose 5 × 5 window finds exactly 5 × 5: it gives one value per map, as a dense layer would. Make the "
            "input larger, and c5 gives maps again.",
            "c3 reads only some of the maps of s2 (the table below). That breaks the symmetry between its maps and saves weights.",
            "The output compares 84 values with a drawn 7 × 12 picture of each character; those numbers are not trained.",
        ),
    ),
    "AlexNet": Story(
        "Won ImageNet 2012 by a margin that changed the field: ReLU, dropout, two GPUs, a million photos. Five convolutions see, "
        "three dense layers decide.",
        (
            "Where do the parameters sit, and where the MACs? fc6 alone holds 62 % of the parameters.",
            "Convolutions 2, 4 and 5 have two groups, one for each GPU: half of the weights.",
            "Poolings overlap: 3 × 3 windows, 2 apart.",
            "Set the input to 66 px: what breaks first?",
        ),
        (
            Beside("alexnet", "zfnet", "the first layer changes from 11 × 11 / 4 to 7 × 7 / 2, and the groups of layers 2, 4 and 5 are gone"),
            Beside("alexnet", "alexnet_torchvision", "torchvision's is a later variant for one GPU"),
        ),
        block="zfnet",
    ),
    "ZFNet": Story(
        "Zeiler and Fergus looked inside AlexNet with their deconvnet, saw dead filters and aliasing in the first layer, and changed "
        "it: smaller windows, smaller steps. Their ensemble reaches 14.8 % top-5 error; Clarifai, the company that Zeiler founded, won "
        "ImageNet 2013 with 11.7 %.",
        (
            "conv1 keeps 110 × 110 where AlexNet keeps 55 × 55: what does that do to the MACs of conv2?",
            "conv2 has stride 2, so that the rest is as large as AlexNet's.",
        ),
        (
            Beside("zfnet", "alexnet", "what changed from AlexNet"),
            Beside("zfnet", "zfnet_wide", "512, 1024 and 512 maps in layers 3 to 5: the paper's variant with a smaller error"),
        ),
        block="zfnet",
    ),
    "VGG": Story(
        "Only 3 × 3 convolutions, stacked deep. Two of them see 5 × 5, three see 7 × 7, with fewer weights and more nonlinearities. The "
        "maps double whenever the sides halve.",
        (
            "Sides halve and maps double from stage to stage, so conv2_2, conv3_2 and conv4_2 have equally many MACs. Read it off the bars.",
            "fc6 holds 103 million of the 138 million parameters of VGG-16. Which layer does most of the work?",
            "Memory sits at the start: conv1_1 and conv1_2 keep 64 maps of 224 × 224.",
        ),
        (
            Beside("vgg_d", "vgg_c", "the same depth; column C has 1 × 1 where D has 3 × 3"),
            Beside("vgg_e", "resnet34", "34 layers with less than a fifth of the MACs"),
        ),
        block="small",
    ),
    "GoogLeNet": Story(
        "22 layers with a ninth of AlexNet's parameters. Inception modules look at the same maps with 1 × 1, 3 × 3, 5 × 5 and a pooling "
        "at once; 1 × 1 convolutions in front keep the work small; global average pooling replaces the dense layers.",
        (
            "Open a module (come closer): four branches, concatenated. The seams in the gray box show whose maps are whose.",
            "The two auxiliary classifiers below hang on 4a and 4d. They feed gradients to the middle of the network while it is trained and are "
            "cut off afterwards: the sums leave them out.",
            "The single dense layer has 15 % of the parameters.",
        ),
        (
            Beside("googlenet", "googlenet_torchvision", "batch normalisation, and 3 × 3 where the paper has 5 × 5"),
            Beside("googlenet", "alexnet", "a ninth of the parameters, twice the MACs"),
        ),
        block="inception",
    ),
    "DeepFace": Story(
        "Recognises faces that were turned to the front before. Where every picture is aligned, an eye is always in the same place, so "
        "the later layers do not share weights: each position has its own.",
        (
            "l4, l5 and l6 are locally connected: look at their bars of parameters, and of MACs. Every weight is used once.",
            "Make the input larger: the parameters of l4 to l6 grow with it, those of a convolution do not.",
        ),
    ),
    "Inception": Story(
        "Inception again, with large kernels taken apart: 5 × 5 becomes two 3 × 3, 7 × 7 becomes 1 × 7 and 7 × 1. Batch normalisation "
        "everywhere, smaller maps by branches of stride 2.",
        (
            "mixed_6b to 6e: 1 × 7 then 7 × 1. The field grows to 159 × 255 px on the way, one axis after the other.",
            "mixed_6a and 7a make the maps smaller: convolutions of stride 2 and a pooling side by side, so that nothing is squeezed through "
            "a narrow place.",
            "In mixed_7b a branch forks: 1 × 3 and 3 × 1 read the same maps.",
        ),
        (Beside("inception_v3", "googlenet", "the first inception network"),),
        block="inception",
    ),
    "ResNet": Story(
        "Deeper plain networks trained worse, even on the training pictures. Shortcuts add a block's input to its output, so that a "
        "block starts near doing nothing and learns what to change. An ensemble with up to 152 layers won ImageNet 2015.",
        (
            "The dashed line round a block is the shortcut: no weights, no MACs. Where the size changes, a 1 × 1 convolution stands in it.",
            "Change the maps of the last convolution of a block: why can it not be added any more?",
            "From 50 layers on a block is a bottleneck: 1 × 1 reduces, 3 × 3 works on few maps, 1 × 1 restores.",
        ),
        (
            Beside("resnet34", "plain34", "the same layers without shortcuts"),
            Beside("resnet50", "resnet50_torchvision", "“v1.5”: the stride moved from the 1 × 1 to the 3 × 3"),
            Beside("resnet152", "vgg_e", "eight times as deep, fewer MACs"),
        ),
        block="residual",
    ),
    "SqueezeNet": Story(
        "AlexNet's accuracy with a fiftieth of its parameters: fire modules squeeze the maps with 1 × 1 convolutions and expand them "
        "with 1 × 1 and 3 × 3. No dense layer at all: the last convolution has one map per class, averaged.",
        (
            "Half of the maps that a fire module gives come from 1 × 1, a ninth of the weights each.",
            "Activation memory against parameters: a small network to store is not small to run.",
        ),
        (
            Beside("squeezenet_1_0", "squeezenet_1_1", "a smaller first layer and earlier poolings: less than half of the MACs"),
            Beside("squeezenet_1_1", "alexnet", "a fiftieth of the parameters"),
        ),
    ),
    "Xception": Story(
        "Inception taken to its end: one map per branch. A depthwise convolution looks at each map on its own, a 1 × 1 mixes them; "
        "shortcuts as in ResNet.",
        (
            "Depthwise layers (pink) are many and cost almost nothing; the 1 × 1 after them have the parameters and the MACs.",
            "The middle flow: eight equal blocks of 728 maps, folded into one.",
        ),
        (Beside("xception", "inception_v3", "about as many parameters, spent in another way"),),
    ),
    "DenseNet": Story(
        "Every layer reads the maps of all layers before it in its block. So a layer only needs to add few new ones: k = 32 maps, the "
        "growth rate. Transitions halve the number of maps and the sides.",
        (
            "Unfold a dense block: the gray box, all maps so far, grows by 32 with every layer.",
            "A 1 × 1 to 4k = 128 maps stands before each 3 × 3, which therefore always costs the same.",
            "Where is the memory? Every concatenation is kept, as frameworks do it.",
        ),
        (
            Beside("densenet121", "resnet50", "a third of the parameters, three quarters of the MACs"),
            Beside("densenet121", "densenet264", "the same four blocks, longer"),
        ),
        block="dense",
    ),
    "MobileNet": Story(
        "Made for telephones: depthwise separable convolutions from the second layer on, a ninth of the work of full 3 × 3 ones.",
        ("Depthwise layers (pink) against 1 × 1: who has the MACs? The paper says 95 % for the 1 × 1.",),
        (Beside("mobilenet_v1", "mobilenet_v2", "inverted residuals: fewer parameters, about half of the MACs"),),
    ),
    "MobileNetV2": Story(
        "Inverted residuals: a block expands its few maps six times with a 1 × 1, works on them depthwise, and projects back to few, "
        "without an activation. The shortcut joins the narrow ends.",
        (
            "Wide inside, narrow outside: compare with a bottleneck of ResNet, which is the other way round.",
            "Expansion and projection are 1 × 1 and hold nearly all weights.",
        ),
        (Beside("mobilenet_v2", "efficientnet_lite0", "the same block, found by search: 5 × 5 windows in places"),),
    ),
    "EfficientNet": Story(
        "MobileNetV2's block in an arrangement that a search found. This variant leaves out squeeze-and-excitation so that it runs on "
        "anything; it is the network that comes with this app, with its trained weights.",
        (
            "Its padding is one-sided where the stride is 2, as TensorFlow does it.",
            "You can look inside it: open the lesson *Filters and feature maps*.",
        ),
        (Beside("efficientnet_lite0", "mobilenet_v2", "its ancestor"),),
    ),
}  # fmt: skip

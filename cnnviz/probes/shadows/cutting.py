"""Cutting parts out of a map that is the clean one everywhere but in a patch, for many patches at once."""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cnnviz.probes.shadows.spans import Integers, Slide, Stretch

Stretches = tuple[Stretch, Stretch]

_NOWHERE = -(2**40)


class Backdrop:
    """A clean map as a list of pixels, each a row of C numbers, with `fill` beyond its border and room for patches.

    Args:
        clean: (1, C, H, W).
        around: cells beyond the border: above, below, left, right.
        fill: what stands there.
    """

    def __init__(self, clean: Tensor, around: tuple[int, int, int, int], fill: float) -> None:
        self.above, below, self.left, right = around
        padded = functional.pad(clean, (self.left, right, self.above, below), value=fill)
        self.channels, self.across = padded.shape[1], padded.shape[3]
        self.device = clean.device
        self._pixels = padded[0].permute(1, 2, 0).reshape(-1, self.channels)
        self.known = len(self._pixels)

    @property
    def bytes(self) -> int:
        """What it keeps, patches aside."""
        return 4 * self.known * self.channels

    def with_patches(self, patches: Tensor) -> Tensor:
        """The list of pixels with those of (P, C, h, w) patches behind the clean ones."""
        count, _, high, wide = patches.shape
        end = self.known + count * high * wide
        if len(self._pixels) < end:
            grown = self._pixels.new_empty(end, self.channels)
            grown[: self.known] = self._pixels[: self.known]
            self._pixels = grown
        room = self._pixels[self.known : end].view(count, high, wide, self.channels)
        room.copy_(patches.permute(0, 2, 3, 1))
        return self._pixels


def around_for(
    slides: tuple[Slide, Slide], lengths: tuple[int, int], units: tuple[int, int]
) -> tuple[int, int, int, int]:
    """How far windows reach beyond the border of H × W cells: above, below, left, right."""
    (above, below), (left, right) = (
        (max(0, slide.before), max(0, (count - 1) * slide.stride - slide.before + slide.reach - length + 1))
        for slide, length, count in zip(slides, lengths, units, strict=True)
    )
    return above, below, left, right


class Cut:
    """From P patches, computed anew, to P parts of the maps that they are patches of.

    A part is the clean map's values, the patch's where they overlap, and the backdrop's fill beyond the border. All
    that is done with one `index_select` on the backdrop's pixels and the patches'.

    Args:
        backdrop: the clean map.
        have: where the patches lie, along rows and along columns, for every start of the occluder.
        need: where the parts lie.
    """

    def __init__(self, backdrop: Backdrop, have: Stretches, need: Stretches) -> None:
        self._backdrop = backdrop
        self._patch = have[0].width, have[1].width
        self._part = need[0].width, need[1].width
        self._tables = tuple(
            torch.from_numpy(_table(ours, theirs, margin, step, inner)).to(backdrop.device)
            for ours, theirs, margin, step, inner in zip(
                have,
                need,
                (backdrop.above, backdrop.left),
                (backdrop.across, 1),
                (have[1].width, 1),
                strict=True,
            )
        )

    @property
    def bytes_per_position(self) -> int:
        """What a run takes for each patch: the patch in the list, the list of places, and the part."""
        patch, part = self._patch[0] * self._patch[1], self._part[0] * self._part[1]
        return 4 * self._backdrop.channels * (patch + part) + 3 * 8 * part

    def __call__(self, patches: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
        """(P, C, h, w) parts, from (P, C, h', w') patches whose starts are number `rows` and `columns`."""
        count = len(rows)
        pixels = self._backdrop.with_patches(patches)
        down, across = self._tables[0][rows], self._tables[1][columns]
        size = self._patch[0] * self._patch[1]
        first = torch.arange(
            self._backdrop.known, self._backdrop.known + count * size, size, device=rows.device
        )
        down[:, 1] += first[:, None]
        outside, inside = (down[:, :, :, None] + across[:, :, None, :]).unbind(1)
        places = torch.maximum(outside, inside)
        parts = pixels.index_select(0, places.view(-1))
        return parts.view(count, *self._part, self._backdrop.channels).permute(0, 3, 1, 2)


def _table(have: Stretch, need: Stretch, margin: int, step: int, inner: int) -> Integers:
    """(S, 2, n) for each start and each of n cells of the part along one axis: its offset in the backdrop, and in the
    patch, which is far below zero where the patch does not reach."""
    cells = np.arange(need.width)
    outside = (need.start[:, None] + cells + margin) * step
    within = (need.start - have.start)[:, None] + cells
    inside = np.where((within >= 0) & (within < have.width), within * inner, _NOWHERE)
    return np.stack([outside, inside], axis=1)

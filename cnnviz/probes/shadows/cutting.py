"""Cutting parts out of a map that is the clean one everywhere but in a patch, for many patches at once."""

import torch
from torch import Tensor
from torch.nn import functional

from cnnviz.probes.shadows.spans import Stretch

Stretches = tuple[Stretch, Stretch]


class Cut:
    """From P patches, computed anew, to P parts of the maps that they are patches of.

    A part is the clean map's values, the patch's where they overlap, and `fill` beyond the border. All that is
    done with one `index_select`: pixels of (clean map, patches) in one list, each a row of C numbers.

    Args:
        clean: (1, C, H, W).
        have: where the patches lie, along rows and along columns, for every start of the occluder.
        need: where the parts lie.
        fill: what stands beyond the border.
    """

    def __init__(self, clean: Tensor, have: Stretches, need: Stretches, fill: float) -> None:
        self.same = all(ours.equals(theirs) for ours, theirs in zip(have, need, strict=True))
        self.channels = clean.shape[1]
        self.height, self.width = need[0].width, need[1].width
        if self.same:
            return
        device = clean.device
        (above, below), (left, right) = (
            (max(0, -int(part.start.min())), max(0, int(part.start.max()) + part.width - length))
            for part, length in zip(need, clean.shape[2:], strict=True)
        )
        padded = functional.pad(clean, (left, right, above, below), value=fill)
        self._pixels = padded[0].permute(1, 2, 0).reshape(-1, self.channels)
        self._known, self._across = len(self._pixels), padded.shape[3]
        self._patch = have[0].width, have[1].width
        self._need = [torch.from_numpy(part.start).to(device) for part in need]
        self._ahead = [
            torch.from_numpy(n.start - h.start).to(device) for n, h in zip(need, have, strict=True)
        ]
        self._shift = above * self._across + left
        self._cells = [torch.arange(part.width, device=device) for part in need]

    @property
    def bytes(self) -> int:
        """What it keeps."""
        return 0 if self.same else self._pixels.nbytes

    @property
    def bytes_per_position(self) -> int:
        """What a run takes for each patch: the patch in the list, the list of places, and the part."""
        if self.same:
            return 0
        patch, part = self._patch[0] * self._patch[1], self.height * self.width
        return 4 * self.channels * (patch + part) + 3 * 8 * part

    def __call__(self, patches: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
        """(P, C, h, w) parts, from (P, C, h', w') patches whose starts are number `rows` and `columns`."""
        if self.same:
            return patches
        count, (high, wide) = len(rows), self._patch
        flat = patches.permute(0, 2, 3, 1).reshape(-1, self.channels)
        if len(self._pixels) < self._known + len(flat):
            grown = self._pixels.new_empty(self._known + len(flat), self.channels)
            grown[: self._known] = self._pixels[: self._known]
            self._pixels = grown
        self._pixels[self._known : self._known + len(flat)] = flat

        down, across = (
            starts[which][:, None] + cells
            for starts, which, cells in zip(self._need, (rows, columns), self._cells, strict=True)
        )
        inner_down, inner_across = (
            ahead[which][:, None] + cells
            for ahead, which, cells in zip(self._ahead, (rows, columns), self._cells, strict=True)
        )
        outside = (down * self._across + self._shift)[:, :, None] + across[:, None, :]
        first = self._known + high * wide * torch.arange(count, device=rows.device)
        inside = (first[:, None] + inner_down * wide)[:, :, None] + inner_across[:, None, :]
        in_patch = ((inner_down >= 0) & (inner_down < high))[:, :, None] & (
            (inner_across >= 0) & (inner_across < wide)
        )[:, None, :]
        places = torch.where(in_patch, inside, outside)
        parts = self._pixels.index_select(0, places.view(-1))
        return parts.view(count, self.height, self.width, self.channels).permute(0, 3, 1, 2)

"""Blocks of layers that do one job in two ways, and what each way costs.

Every layer keeps the height and width (stride 1, padded to the same size), so a block is described by its maps.
"""

from dataclasses import dataclass

from cnnviz.maths._checks import require
from cnnviz.maths.cost import LayerCost, convolution_cost

Branch = tuple["BlockLayer", ...]


@dataclass(frozen=True)
class BlockLayer:
    """One layer of a block: a convolution with its kernel as (height, width), or a max pooling."""

    name: str
    kernel: tuple[int, int]
    in_channels: int
    out_channels: int
    groups: int = 1
    pool: bool = False

    def cost(self, size: int, *, bias: bool = False) -> LayerCost:
        """The layer's cost on maps of `size` × `size`; a pooling has neither weights nor MACs.

        Raises:
            ValueError: a number below 1, or channels that cannot be split into the groups.
        """
        if self.pool:
            require(1, size=size, channels=self.out_channels)
            return LayerCost(0, 0, 0, self.out_channels * size * size)
        return convolution_cost(
            self.in_channels, self.out_channels, self.kernel, (size, size), groups=self.groups, bias=bias
        )


@dataclass(frozen=True)
class Block:
    """Branches side by side on one input; their outputs are concatenated, map on map."""

    name: str
    size: int
    in_channels: int
    branches: tuple[Branch, ...]
    residual: bool = False

    @property
    def layers(self) -> tuple[BlockLayer, ...]:
        """All layers, branch after branch."""
        return tuple(layer for branch in self.branches for layer in branch)

    @property
    def out_channels(self) -> int:
        """Maps that come out: those of all branches together."""
        return sum(branch[-1].out_channels for branch in self.branches)

    def costs(self, *, bias: bool = False) -> tuple[LayerCost, ...]:
        """The cost of every layer, in the order of `layers`."""
        return tuple(layer.cost(self.size, bias=bias) for layer in self.layers)

    def cost(self, *, bias: bool = False) -> LayerCost:
        """The sum over the layers. Output values are those of every layer; the block's input is not among them.

        >>> direct, reduced = reduction_blocks(28, 192, 32, 5, 16)
        >>> direct.cost().macs, reduced.cost().macs
        (120422400, 12443648)
        """
        costs = self.costs(bias=bias)
        return LayerCost(
            sum(c.weights for c in costs),
            sum(c.biases for c in costs),
            sum(c.macs for c in costs),
            sum(c.output_values for c in costs),
        )


Blocks = tuple[Block, Block]


def reduction_blocks(size: int, maps_in: int, maps_out: int, kernel: int, width: int) -> Blocks:
    """K × K straight, against a 1 × 1 reduction to `width` maps and K × K from there."""
    square = f"{kernel} × {kernel}"
    return (
        _chain("direct", size, BlockLayer(square, (kernel, kernel), maps_in, maps_out)),
        _chain(
            "reduced",
            size,
            BlockLayer("1 × 1 reduce", (1, 1), maps_in, width),
            BlockLayer(square, (kernel, kernel), width, maps_out),
        ),
    )


def inception_blocks(
    size: int,
    maps_in: int,
    maps_1: int,
    maps_3: int,
    maps_5: int,
    *,
    reduce_3: int,
    reduce_5: int,
    projection: int,
) -> Blocks:
    """The inception module, naive and with 1 × 1 reductions (Szegedy et al. 2014, figure 2).

    `projection` maps follow the pooling of the reduced one; with 0 the pooled maps go through as they are.
    """
    ones = (BlockLayer("1 × 1", (1, 1), maps_in, maps_1),)
    pool = BlockLayer("max pool 3 × 3", (3, 3), maps_in, maps_in, pool=True)
    naive = (
        ones,
        (BlockLayer("3 × 3", (3, 3), maps_in, maps_3),),
        (BlockLayer("5 × 5", (5, 5), maps_in, maps_5),),
        (pool,),
    )
    projected = (BlockLayer("pool projection", (1, 1), maps_in, projection),) if projection else ()
    reduced = (
        ones,
        (
            BlockLayer("3 × 3 reduce", (1, 1), maps_in, reduce_3),
            BlockLayer("3 × 3", (3, 3), reduce_3, maps_3),
        ),
        (
            BlockLayer("5 × 5 reduce", (1, 1), maps_in, reduce_5),
            BlockLayer("5 × 5", (5, 5), reduce_5, maps_5),
        ),
        (pool, *projected),
    )
    return Block("naive", size, maps_in, naive), Block("reduced", size, maps_in, reduced)


def residual_blocks(size: int, maps: int, width: int) -> Blocks:
    """Two 3 × 3 on all maps, against 1 × 1, 3 × 3, 1 × 1 through `width` maps (He et al. 2015, figure 5)."""
    return (
        _chain(
            "plain",
            size,
            BlockLayer("3 × 3, first", (3, 3), maps, maps),
            BlockLayer("3 × 3, second", (3, 3), maps, maps),
            residual=True,
        ),
        _chain(
            "bottleneck",
            size,
            BlockLayer("1 × 1 reduce", (1, 1), maps, width),
            BlockLayer("3 × 3", (3, 3), width, width),
            BlockLayer("1 × 1 expand", (1, 1), width, maps),
            residual=True,
        ),
    )


def separable_blocks(size: int, maps_in: int, maps_out: int, kernel: int) -> Blocks:
    """A full K × K, against one K × K per map and a 1 × 1 across them: 1/N + 1/K² of the MACs.

    Howard et al. 2017, section 3.1; Chollet 2017.
    """
    square, sides = f"{kernel} × {kernel}", (kernel, kernel)
    return (
        _chain("full", size, BlockLayer(square, sides, maps_in, maps_out)),
        _chain(
            "separable",
            size,
            BlockLayer(f"depthwise {square}", sides, maps_in, maps_in, groups=maps_in),
            BlockLayer("pointwise 1 × 1", (1, 1), maps_in, maps_out),
        ),
    )


def asymmetric_blocks(size: int, maps_in: int, maps_out: int, kernel: int, width: int) -> Blocks:
    """n × n, against n × 1 to `width` maps and 1 × n from there (Szegedy et al. 2015b, section 3.2)."""
    return (
        _chain("square", size, BlockLayer(f"{kernel} × {kernel}", (kernel, kernel), maps_in, maps_out)),
        _chain(
            "pair",
            size,
            BlockLayer(f"{kernel} × 1", (kernel, 1), maps_in, width),
            BlockLayer(f"1 × {kernel}", (1, kernel), width, maps_out),
        ),
    )


def grouped_blocks(size: int, maps_in: int, maps_out: int, kernel: int, groups: int) -> Blocks:
    """A full K × K, against one in groups that do not see each other's maps (Krizhevsky et al. 2012)."""
    square, sides = f"{kernel} × {kernel}", (kernel, kernel)
    return (
        _chain("full", size, BlockLayer(square, sides, maps_in, maps_out)),
        _chain("grouped", size, BlockLayer(f"{square} in groups", sides, maps_in, maps_out, groups)),
    )


def _chain(name: str, size: int, *layers: BlockLayer, residual: bool = False) -> Block:
    return Block(name, size, layers[0].in_channels, (layers,), residual)

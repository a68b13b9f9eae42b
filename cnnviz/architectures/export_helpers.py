"""The text of the layers that torch.nn does not have."""

HELPERS = {
    "ScaledTanh": '''\
class ScaledTanh(nn.Module):
    """1.7159 tanh(2x/3), with values of ±1 at ±1."""

    def forward(self, x):
        return 1.7159 * torch.tanh(2 * x / 3)
''',
    "Subsample": '''\
class Subsample(nn.Module):
    """The sum of each window, times one trained number for each map, plus another."""

    def __init__(self, maps, kernel, stride=1, padding=0, dilation=1):
        super().__init__()
        self.kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
        self.stride, self.padding, self.dilation = stride, padding, dilation
        self.weight = nn.Parameter(torch.full((maps,), 1 / (self.kernel[0] * self.kernel[1])))
        self.bias = nn.Parameter(torch.zeros(maps))

    def forward(self, x):
        maps = len(self.weight)
        window = self.weight[:, None, None, None].expand(maps, 1, *self.kernel)
        return F.conv2d(x, window, self.bias, self.stride, self.padding, self.dilation, groups=maps)
''',
    "PartialConv2d": '''\
class PartialConv2d(nn.Module):
    """A convolution whose map m reads only the input maps in table[m]."""

    def __init__(self, table, kernel, **sliding):
        super().__init__()
        self.table = [list(maps) for maps in table]
        self.maps = nn.ModuleList(nn.Conv2d(len(maps), 1, kernel, **sliding) for maps in table)

    def forward(self, x):
        return torch.cat([conv(x[:, maps]) for conv, maps in zip(self.maps, self.table)], 1)
''',
    "RadialBasis": '''\
class RadialBasis(nn.Module):
    """The squared distance to a pattern for each class. LeNet-5's patterns were drawn; these are random."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.register_buffer("patterns", torch.randint(2, (outputs, inputs)) * 2.0 - 1)

    def forward(self, x):
        return ((x[:, None] - self.patterns) ** 2).sum(2)
''',
    "LocalConv2d": '''\
class LocalConv2d(nn.Module):
    """A convolution with its own weights at every position; `size` is that of its output."""

    def __init__(self, inputs, maps, kernel, size, stride=1, padding=0, dilation=1, bias=True):
        super().__init__()
        rows, columns = (kernel, kernel) if isinstance(kernel, int) else kernel
        self.size = size
        self.sliding = {"kernel_size": (rows, columns), "stride": stride, "padding": padding, "dilation": dilation}
        reads = inputs * rows * columns
        self.weight = nn.Parameter(torch.empty(size[0] * size[1], maps, reads).uniform_(-1, 1) / reads**0.5)
        self.bias = nn.Parameter(torch.zeros(maps, *size)) if bias else None

    def forward(self, x):
        patches = F.unfold(x, **self.sliding)  # (N, values in a window, positions)
        maps = torch.einsum("nkp,pmk->nmp", patches, self.weight).unflatten(2, self.size)
        return maps if self.bias is None else maps + self.bias
''',
    "PaddedShortcut": '''\
class PaddedShortcut(nn.Module):
    """Every stride-th pixel, and maps of zeros up to `maps`: a shortcut without weights."""

    def __init__(self, maps, stride):
        super().__init__()
        self.maps, self.stride = maps, stride

    def forward(self, x):
        x = x[:, :, :: self.stride, :: self.stride]
        return F.pad(x, (0, 0, 0, 0, 0, self.maps - x.shape[1]))
''',
}
"""By the name under which `export_layers` calls them, in the order in which they are printed."""

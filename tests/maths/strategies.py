"""Random layers: one window and one input size per axis, so most of them are rectangular."""

from hypothesis import strategies as st

from cnnviz.maths import Window, output_size

sizes = st.integers(1, 12)


def windows(largest_padding: int = 4, largest_dilation: int = 3) -> st.SearchStrategy[Window]:
    """Windows of every kind, mostly with a different padding before and after."""
    padding = st.integers(0, largest_padding)
    return st.builds(
        Window,
        kernel=st.integers(1, 5),
        stride=st.integers(1, 4),
        padding=padding | st.tuples(padding, padding),
        dilation=st.integers(1, largest_dilation),
    )


def fits(size: int, window: Window, ceil_mode: bool = False) -> bool:
    try:
        return output_size(size, window, ceil_mode) >= 1
    except ValueError:
        return False


axes = st.tuples(sizes, windows()).filter(lambda axis: fits(*axis))


@st.composite
def pooling_windows(draw: st.DrawFn) -> Window:
    """Windows that torch's pooling layers take: the padding is at most half the kernel."""
    kernel = draw(st.integers(1, 5))
    return Window(kernel, draw(st.integers(1, 4)), draw(st.integers(0, kernel // 2)))


pooling_axes = st.tuples(sizes, pooling_windows())

"""A window that slides along one axis: where it stands, what it reads, and what it never reads.

Height and width never influence each other, so a 2-D layer is two of these side by side. Pixels and
outputs are counted from 0; padding has the numbers below 0 and from `size` on.
"""

from dataclasses import dataclass

from cnnviz.maths._checks import require


@dataclass(frozen=True)
class Window:
    """The geometry of a convolution or pooling layer along one axis.

    `padding` is the number of zeros before and after the input; one number stands for both sides.
    Two different numbers are more than a torch layer takes; they are what `torch.nn.functional.pad`
    followed by an unpadded layer does.

    >>> Window(3, padding=(0, 1)).after
    1

    Raises:
        ValueError: kernel, stride or dilation below 1, or padding below 0 or not one or two numbers.
    """

    kernel: int
    stride: int = 1
    padding: int | tuple[int, int] = 0
    dilation: int = 1

    def __post_init__(self) -> None:
        require(1, kernel=self.kernel, stride=self.stride, dilation=self.dilation)
        if isinstance(self.padding, tuple) and len(self.padding) != 2:
            raise ValueError(f"The padding takes two numbers, before and after, not {len(self.padding)}.")
        require(0, padding=self.before)
        require(0, padding=self.after)

    @property
    def before(self) -> int:
        """Zeros in front of the first pixel."""
        return self.padding[0] if isinstance(self.padding, tuple) else self.padding

    @property
    def after(self) -> int:
        """Zeros behind the last pixel."""
        return self.padding[1] if isinstance(self.padding, tuple) else self.padding

    @property
    def span(self) -> int:
        """Pixels from the first to the last that the window reads: D (K - 1) + 1."""
        return self.dilation * (self.kernel - 1) + 1


def output_size(size: int, window: Window, ceil_mode: bool = False) -> int:
    """The number of positions of the window: O = floor((I + P_before + P_after - D (K - 1) - 1) / S) + 1.

    `ceil_mode` is pooling's: it rounds up instead, so that the last window may hang over the end, as
    long as it starts inside the input or the padding before it (torch's rule).
    Torch's pooling layers also refuse a padding of more than half the kernel; that rule is not the
    window's, and is not checked here.

    >>> output_size(227, Window(11, stride=4))
    55
    >>> output_size(6, Window(3, stride=2)), output_size(6, Window(3, stride=2), ceil_mode=True)
    (2, 3)

    Raises:
        ValueError: the window spans more pixels than the padded input has.
    Source: Dumoulin & Visin 2016, https://arxiv.org/abs/1603.07285, relationships 6 and 15.
    """
    require(1, input_size=size)
    rounding = window.stride - 1 if ceil_mode else 0
    count = (_room(size, window) + rounding) // window.stride + 1
    if count < 1:
        raise ValueError(_too_large(size, window))
    if ceil_mode and (count - 1) * window.stride >= size + window.before:
        count -= 1
    return count


def starts(size: int, window: Window, ceil_mode: bool = False) -> range:
    """The first pixel that each output reads: output o starts at S o - P_before, which may be padding.

    >>> list(starts(5, Window(3, stride=2, padding=1)))
    [-1, 1, 3]

    Raises:
        ValueError: the window does not fit.
    """
    end = output_size(size, window, ceil_mode) * window.stride
    return range(-window.before, end - window.before, window.stride)


def reads(size: int, window: Window, output: int, ceil_mode: bool = False) -> tuple[int, ...]:
    """The input positions that one output reads: S o - P_before + D k for k = 0 .. K - 1.

    Positions below 0 or from `size` on are padding (or, with `ceil_mode`, the overhang).

    >>> reads(5, Window(3, padding=1), output=0)
    (-1, 0, 1)

    Raises:
        ValueError: the window does not fit, or there is no such output.
    """
    first = starts(size, window, ceil_mode)
    if not 0 <= output < len(first):
        raise ValueError(f"There is no output {output}: the outputs are numbered 0 to {len(first) - 1}.")
    return tuple(range(first[output], first[output] + window.span, window.dilation))


def readers(size: int, window: Window, pixel: int, ceil_mode: bool = False) -> tuple[int, ...]:
    """The outputs that use one input pixel: all o with S o = pixel + P_before - D k for some k = 0 .. K - 1.

    >>> readers(5, Window(3), pixel=2)
    (0, 1, 2)

    Raises:
        ValueError: the window does not fit, or there is no such pixel.
    """
    if not 0 <= pixel < size:
        raise ValueError(f"There is no pixel {pixel}: the pixels are numbered 0 to {size - 1}.")
    first = starts(size, window, ceil_mode)
    candidates = range(pixel - window.span + 1, pixel + 1, window.dilation)
    return tuple(first.index(start) for start in candidates if start in first)


def unseen(size: int, window: Window, ceil_mode: bool = False) -> tuple[int, ...]:
    """The input pixels that no window ever reads: in gaps between windows or left over at the end.

    >>> unseen(7, Window(3, stride=3))
    (6,)
    >>> unseen(7, Window(2, stride=2, dilation=2))
    (1, 3, 5)

    Raises:
        ValueError: the window does not fit.
    """
    return tuple(pixel for pixel in range(size) if not readers(size, window, pixel, ceil_mode))


def leftover(size: int, window: Window) -> int:
    """Padded positions behind the last window, too few for one more stride: (I + P - D (K - 1) - 1) mod S.

    >>> leftover(7, Window(3, stride=3))
    1

    Raises:
        ValueError: the window does not fit.
    """
    output_size(size, window)
    return _room(size, window) % window.stride


def same_padding(window: Window) -> tuple[int, int]:
    """The padding that keeps the size at stride 1: D (K - 1) zeros, an odd one goes after the input.

    >>> same_padding(Window(5)), same_padding(Window(4))
    ((2, 2), (1, 2))

    Source: `padding="same"` of torch.nn.Conv2d; Dumoulin & Visin 2016 call it half padding.
    """
    total = window.span - 1
    return total // 2, total - total // 2


def full_padding(window: Window) -> int:
    """The padding on either side with which every overlap counts, even of one pixel: D (K - 1).

    >>> output_size(5, Window(3, padding=full_padding(Window(3))))
    7
    """
    return window.span - 1


def explain_fit(size: int, window: Window) -> str:
    """Whether the window fits, with the numbers, in one to three sentences for a learner.

    >>> explain_fit(7, Window(3, stride=2))
    'The window fits exactly: (7 − 3)/2 + 1 = 3. Every pixel is read.'
    >>> print(explain_fit(7, Window(3, stride=3)))  # doctest: +NORMALIZE_WHITESPACE
    The window does not fit exactly: (7 − 3)/3 + 1 = 2.33 is rounded down to 2, and 1 position is left
    over at the end. No window reads pixel 6 (counted from 0).
    >>> print(explain_fit(7, Window(5, dilation=2)))  # doctest: +NORMALIZE_WHITESPACE
    The window spans 9 pixels (kernel 5, dilation 2), but the input has only 7. Use a smaller kernel or
    dilation, or more padding.

    Raises:
        ValueError: the input size is below 1.
    """
    require(1, input_size=size)
    room = _room(size, window)
    if room < 0:
        return _too_large(size, window)
    count, over = divmod(room, window.stride)
    padding = window.before + window.after
    padded = f"{size} + {padding}" if padding else f"{size}"
    term = f"({padded} − {window.span})/{window.stride} + 1"
    seen = _never_read(unseen(size, window))
    if not over:
        return f"The window fits exactly: {term} = {count + 1}. {seen}"
    # Rounded half up in whole numbers, so that any language prints the same digits.
    hundredths = (200 * room + window.stride) // (2 * window.stride)
    quotient = f"{hundredths // 100 + 1}.{hundredths % 100:02d}"
    what = "position" if over == 1 else "positions"
    if over <= window.after:
        what += " of padding"
    return (
        f"The window does not fit exactly: {term} = {quotient} is rounded down to {count + 1}, "
        f"and {over} {what} {'is' if over == 1 else 'are'} left over at the end. {seen}"
    )


def _room(size: int, window: Window) -> int:
    """How far the window can move inside the padded input; below 0 it does not fit."""
    return size + window.before + window.after - window.span


def _too_large(size: int, window: Window) -> str:
    padded = size + window.before + window.after
    dilated = window.dilation > 1
    built = f"kernel {window.kernel}, dilation {window.dilation}" if dilated else f"kernel {window.kernel}"
    have = "padded input" if padded > size else "input"
    less = "a smaller kernel or dilation" if dilated else "a smaller kernel"
    return (
        f"The window spans {window.span} pixels ({built}), but the {have} has only {padded}. "
        f"Use {less}, or more padding."
    )


def _never_read(pixels: tuple[int, ...], shown: int = 6) -> str:
    if not pixels:
        return "Every pixel is read."
    names = [str(pixel) for pixel in pixels]
    if len(names) > shown + 1:
        names = [*names[:shown], f"{len(names) - shown} more"]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"No window reads {'pixels' if len(pixels) > 1 else 'pixel'} {listed} (counted from 0)."

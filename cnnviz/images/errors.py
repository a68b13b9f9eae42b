"""What this room raises."""


class ImageError(ValueError):
    """A picture cannot be used; the text says why and what to do, in words for a learner."""

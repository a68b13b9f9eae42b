"""Pictures: sample photos, safe decoding of anything uploaded, and pictures as bytes."""

from cnnviz.images.contrast import (
    Stretched,
    stretch,
)
from cnnviz.images.crops import (
    sample_crops,
)
from cnnviz.images.decode import (
    FORMATS,
    MAX_BYTES,
    MAX_PIXELS,
    MIN_SIDE,
    decode_image,
    to_rgb,
)
from cnnviz.images.errors import (
    ImageError,
)
from cnnviz.images.folder import (
    image_folder,
    image_zip,
    imagenette,
)
from cnnviz.images.gray import (
    gray_square,
)
from cnnviz.images.grids import (
    SIDES,
    WHOLE,
    square,
)
from cnnviz.images.load import (
    load_image,
)
from cnnviz.images.offered import (
    offered_sets,
)
from cnnviz.images.picture_set import (
    PictureSet,
    Skipped,
)
from cnnviz.images.samples import (
    SAMPLES,
    Sample,
)
from cnnviz.images.views import (
    content_hash,
    data_uri,
    png_bytes,
)

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "MAX_PIXELS",
    "MIN_SIDE",
    "SAMPLES",
    "SIDES",
    "WHOLE",
    "ImageError",
    "PictureSet",
    "Sample",
    "Skipped",
    "Stretched",
    "content_hash",
    "data_uri",
    "decode_image",
    "gray_square",
    "image_folder",
    "image_zip",
    "imagenette",
    "load_image",
    "offered_sets",
    "png_bytes",
    "sample_crops",
    "square",
    "stretch",
    "to_rgb",
]

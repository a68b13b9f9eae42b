"""From a photo to what a network sees: resize, crop, and (in `network.py`) the channel scaling.

Nothing here needs torch, so a page can show the crop while torch is still being imported.
"""

from dataclasses import dataclass

from PIL import Image

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Preprocessing:
    """The evaluation pipeline of an ImageNet network.

    The shorter side is resized to `resize` pixels (bilinear, with antialiasing), the central
    `crop` × `crop` pixels are kept, and each channel becomes `(value / 255 - mean) / std`.
    """

    resize: int
    crop: int
    mean: Triple
    std: Triple

    def view(self, image: Image.Image) -> Image.Image:
        """The exact crop that the network sees, `crop` × `crop` RGB pixels.

        Resizing and cropping are one step, so that a picture of 8 × 2,000,000 pixels costs no more
        than any other. The pixels are those of torchvision's `Resize` and `CenterCrop` to within
        one of 256 levels. A picture that has the network's size already is taken as it is, so a
        view's view is the view.

        >>> crop = Preprocessing(256, 224, (0, 0, 0), (1, 1, 1)).view(Image.new("L", (640, 480)))
        >>> crop.size, crop.mode
        ((224, 224), 'RGB')
        """
        image = image.convert("RGB")
        if image.size == (self.crop, self.crop):
            return image
        shorter = min(image.size)
        box = [0.0, 0.0, 0.0, 0.0]
        for axis, length in enumerate(image.size):
            resized = self.resize * length // shorter
            start = round((resized - self.crop) / 2)
            box[axis] = start * length / resized
            box[axis + 2] = (start + self.crop) * length / resized
        return image.resize(
            (self.crop, self.crop), Image.Resampling.BILINEAR, (box[0], box[1], box[2], box[3])
        )

"""The sample photos that scikit-image and scikit-learn carry, found without importing either.

Titles, credits and licences are those of the packages' own documentation
(https://scikit-image.org/docs/stable/api/skimage.data.html and scikit-learn's `datasets/images/README.txt`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from cnnviz.images.errors import ImageError

_SKIMAGE = "https://scikit-image.org/docs/stable/api/skimage.data.html#skimage.data."
_CC0 = "CC0, no copyright restrictions"
_CC_BY = "CC BY 2.0, https://creativecommons.org/licenses/by/2.0/"


# The name to import and the name to install differ.
_DISTRIBUTIONS = {"skimage": "scikit-image", "sklearn": "scikit-learn"}


@dataclass(frozen=True)
class Sample:
    """One sample photo: what it shows (`alt`, in words), whose it is, and its file in a package."""

    name: str
    title: str
    alt: str
    credit: str
    licence: str
    source: str
    file: str

    def path(self) -> Path:
        """The photo's file.

        Raises:
            ImageError: the package that carries the photo is not installed, or came without the file.

        >>> SAMPLES["cat"].path().name
        'chelsea.png'
        """
        package, _, rest = self.file.partition("/")
        # Looking up a top-level package reads no code of it, so this costs a millisecond and not a second.
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations if spec else None) or ():
            path = Path(folder, rest)
            if path.is_file():
                return path
        distribution = _DISTRIBUTIONS[package]
        raise ImageError(
            f"The sample photo “{self.name}” comes with the Python package {distribution}, which is missing "
            f"here or incomplete. Run: pip install --force-reinstall {distribution}"
        )


_ALL = (
    Sample(
        name="cat",
        title="Chelsea the cat",
        alt="The face of a tabby cat with green eyes, seen from close up.",
        credit="Stéfan van der Walt",
        licence=_CC0,
        source=_SKIMAGE + "chelsea",
        file="skimage/data/chelsea.png",
    ),
    Sample(
        name="espresso",
        title="A cup of espresso",
        alt="A red espresso cup on its red saucer with a small spoon, on a wooden table.",
        credit="Rachel Michetti, courtesy of Pikolo Espresso Bar",
        licence=_CC0,
        source=_SKIMAGE + "coffee",
        file="skimage/data/coffee.png",
    ),
    Sample(
        name="cameraman",
        title="The cameraman",
        alt="A gray photo of a man in a dark coat looking through a camera on a tripod, on a lawn.",
        credit="Lav Varshney",
        licence=_CC0,
        source=_SKIMAGE + "camera",
        file="skimage/data/camera.png",
    ),
    Sample(
        name="astronaut",
        title="Eileen Collins, astronaut",
        alt="A smiling astronaut in an orange suit, her helmet beside her, behind her a flag and a model of "
        "the Space Shuttle.",
        credit="NASA",
        licence="Public domain, no known copyright restrictions",
        source="https://flic.kr/p/r9qvLn",
        file="skimage/data/astronaut.png",
    ),
    Sample(
        name="rocket",
        title="Falcon 9 with DSCOVR",
        alt="A white rocket on its launch pad at dusk, between lattice towers and bright lamps.",
        credit="SpaceX",
        licence="Public domain, released by SpaceX",
        source="https://www.flickr.com/photos/spacexphotos/16511594820/in/photostream/",
        file="skimage/data/rocket.jpg",
    ),
    Sample(
        name="moped",
        title="A motorcycle in a garage",
        alt="A red motorcycle seen from the side, in a garage with a bench and full shelves.",
        credit="Middlebury 2014 stereo benchmark: Scharstein, Hirschmüller, Kitajima, Krathwohl, Nešić, Wang "
        "and Westling, GCPR 2014; scaled down by scikit-image",
        licence="May be used and published; its authors ask to be cited",
        source="https://vision.middlebury.edu/stereo/data/scenes2014/",
        file="skimage/data/motorcycle_left.png",
    ),
    Sample(
        name="palace",
        title="A tower of the Summer Palace, Beijing",
        alt="A Chinese tower of several storeys with curved roofs, above trees and a lake.",
        credit="danielbuechele on Flickr",
        licence=_CC_BY,
        source="https://www.flickr.com/photos/danielbuechele/6061409035/",
        file="sklearn/datasets/images/china.jpg",
    ),
    Sample(
        name="flower",
        title="A dahlia",
        alt="A round orange dahlia before dark green leaves.",
        # The README's text names the first photographer for both photos; its links name this one.
        credit="vultilion on Flickr",
        licence=_CC_BY,
        source="https://www.flickr.com/photos/vultilion/6056698931/",
        file="sklearn/datasets/images/flower.jpg",
    ),
)

SAMPLES: Mapping[str, Sample] = MappingProxyType({sample.name: sample for sample in _ALL})

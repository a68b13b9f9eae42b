"""Top-5 errors on ImageNet, 2010 to 2017: what was measured on which pictures, with how many networks."""

from dataclasses import dataclass
from typing import Literal

from cnnviz.lessons.sources import Source, methods, networks

Kind = Literal["features", "entry", "outside", "several", "one", "people"]
KINDS: dict[Kind, str] = {
    "features": "competition: hand-made features",
    "entry": "competition: networks, the given pictures only",
    "outside": "competition: networks, outside pictures, too",
    "several": "paper: several networks averaged",
    "one": "paper: one network",
    "people": "a person",
}
"""What may be compared with what: an ensemble with an ensemble, one network with one."""


@dataclass(frozen=True)
class Entry:
    """One published error.

    Attributes:
        key: short and unique, for a link.
        name: the team or the network.
        error: top-5 error in percent, with the digits that the source prints.
        data: the pictures it was measured on.
        networks: how many networks were averaged, in words.
        crops: how many crops of each picture each of them saw, in words, or "".
        story: what was new, or what to know about the number.
        where: the place in the source.
        winner: whether it won the competition of its year.
        second_hand: who quotes the number, where it was not read on the page that `where` names; or "".
        architecture: the network in `cnnviz.architectures`, or "".
    """

    key: str
    year: int
    name: str
    error: float
    kind: Kind
    data: Literal["test", "val"]
    networks: str
    crops: str
    story: str
    source: Source
    where: str
    winner: bool = False
    architecture: str = ""
    second_hand: str = ""

    @property
    def pictures(self) -> int:
        """In the set it was measured on."""
        if self.kind == "people":
            return PEOPLE[self.key]
        return 50_000 if self.data == "val" else 150_000 if self.year == 2010 else 100_000

    @property
    def wrong(self) -> int:
        """Pictures whose right class was not among the five guesses, to the digits of the error."""
        return round(self.error / 100 * self.pictures)

    @property
    def link(self) -> str:
        """The page of the year's results, or else where the source is."""
        return (
            RESULT_PAGES.get(self.year, self.source.link)
            if self.source is methods.ILSVRC
            else self.source.link
        )

    @property
    def set_words(self) -> str:
        return {"test": "test", "val": "validation"}[self.data]


RESULT_PAGES = {
    year: f"https://image-net.org/challenges/LSVRC/{year}/results{ending}"
    for year, ending in (
        (2010, ".php"),
        (2011, ".php"),
        (2012, ".html"),
        (2013, ".php"),
        (2014, ""),
        (2016, ""),
    )
}
"""The organisers' tables, year by year."""
PEOPLE = {"person": 1_500, "person_2": 258}
_COPIED = "lists of results that link to that table give these digits"
_COPIED_WINNER = f"{_COPIED}, among them the Electronic Frontier Foundation’s AI progress measurement (2017)"

_COMPETITION = (
    Entry("nec", 2010, "NEC-UIUC", 28.2, "features", "test", "no network", "",
          "Descriptors of gradients (SIFT) and textures (LBP), designed by hand, coded and pooled; then a linear classifier. The best "
          "way known in 2010.", methods.ILSVRC, "results of the year, 0.28191", True,
          second_hand=f"28.2 in table 1 of Krizhevsky et al. (2012); {_COPIED_WINNER}"),
    Entry("xrce", 2011, "XRCE", 25.8, "features", "test", "no network", "",
          "Compressed Fisher vectors of hand-made descriptors. A year of work by many teams had brought 2.4 points.", methods.ILSVRC,
          "results of the year, 0.25770", True, second_hand=_COPIED_WINNER),
    Entry("isi", 2012, "ISI", 26.2, "features", "test", "no network", "",
          "The runner-up of 2012: Fisher vectors of four kinds of descriptors. Ten points behind a convolutional network.",
          methods.ILSVRC, "results of the year, 0.26172"),
    Entry("supervision", 2012, "SuperVision (AlexNet)", 16.4, "entry", "test", "5 networks", "10 crops",
          "The turn: a convolutional network with ReLU, dropout and augmentation, trained on two GPUs for five to six days. The competition "
          "entry averages five of them.", networks.ALEXNET, "table 2; results of the year, 0.16422", True, "alexnet"),
    Entry("supervision_outside", 2012, "SuperVision, more pictures", 15.3, "outside", "test", "7 networks", "10 crops",
          "Two more networks, which saw all of ImageNet (Fall 2011) first. This is the 15.3 % that is usually quoted for AlexNet.",
          networks.ALEXNET, "table 2; results of the year, 0.15315", False, "alexnet"),
    Entry("clarifai", 2013, "Clarifai", 11.7, "entry", "test", "several networks", "",
          "Matthew Zeiler's company, with several networks of the ZFNet kind, tuned further. A slide gives this number to the ZFNet "
          "paper, whose own best is 14.8 %.", methods.ILSVRC, "results of the year, 0.11743", True,
          second_hand=f"11.7 in table 7 of Simonyan and Zisserman (2014) and table 2 of Szegedy et al. (2014); {_COPIED_WINNER}"),
    Entry("clarifai_outside", 2013, "Clarifai, more pictures", 11.2, "outside", "test", "several networks", "",
          "The same and one network more, which was trained on 5,000 classes.", methods.ILSVRC, "results of the year, 0.11197",
          second_hand=f"11.2 in table 2 of Szegedy et al. (2014); {_COPIED}"),
    Entry("nus", 2013, "NUS", 13.0, "entry", "test", "several networks", "",
          "Second of 2013: networks and hand-made features together.", methods.ILSVRC, "results of the year, 0.12953",
          second_hand=_COPIED),
    Entry("zf_entry", 2013, "Zeiler-Fergus, entry", 13.5, "entry", "test", "5 networks", "",
          "What the authors of ZFNet handed in as a university team. The paper's networks are other ones.",
          methods.ILSVRC, "results of the year, 0.13511", False, "zfnet",
          second_hand=_COPIED),
    Entry("overfeat", 2013, "OverFeat, entry", 14.2, "entry", "test", "7 networks", "many places and sizes",
          "Each network is slid over the whole picture at several sizes, instead of crops.", methods.ILSVRC, "results of the year, 0.14182",
          second_hand=_COPIED),
    Entry("googlenet", 2014, "GoogLeNet", 6.66, "entry", "test", "7 networks", "144 crops",
          "Inception modules: 22 layers and 7 million parameters. The 6.7 % are an average over 7 × 144 = 1,008 answers for each picture; one "
          "network with one crop has 10.07 %.", networks.GOOGLENET, "table 2; results of the year, 0.06656", True, "googlenet"),
    Entry("vgg", 2014, "VGG", 7.32, "entry", "test", "7 networks", "slid over the picture",
          "Nothing but 3 × 3 convolutions, up to 19 layers with weights. Second in classification, first in localisation.",
          networks.VGG, "table 7; results of the year, 0.07325", False, "vgg_d"),
    Entry("msra_2014", 2014, "MSRA (SPP-net)", 8.06, "entry", "test", "11 networks", "many crops and sizes",
          "Pooling over a pyramid of windows, so that a picture of any size fits. GoogLeNet's table 2 prints 7.35 %; the "
          "authors say 8.06 %, and VGG’s paper rounds that to 8.1.", networks.SPP, "table 5, the competition’s list"),
    Entry("resnet", 2015, "MSRA (ResNet)", 3.57, "entry", "test", "6 networks", "several sizes",
          "Residual connections made 152 layers trainable. Six networks of different depths are averaged.", networks.RESNET, "table 5", True,
          "resnet152"),
    Entry("trimps", 2016, "Trimps-Soushen", 2.99, "entry", "test", "several networks", "many crops",
          "No new network: Inception v3 and v4, Inception-ResNet, a ResNet-200 and a Wide ResNet vote together.", methods.ILSVRC,
          "results of the year, 0.02991", True,
          second_hand=f"{_COPIED_WINNER}; Hu et al. (2018) call their 2.251 % about a quarter better than it, which fits"),
    Entry("senet", 2017, "WMW (SENet)", 2.25, "entry", "test", "several networks", "many crops and sizes",
          "Squeeze and excitation: a small side path weighs each map by what the whole picture shows. The last competition.", networks.SENET,
          "abstract: 2.251 %", True),
)  # fmt: skip

_PAPERS = (
    Entry("alexnet_one", 2012, "AlexNet", 18.2, "one", "val", "1 network", "10 crops",
          "What a single AlexNet can do. Compare a single network of today with this one, not with 15.3 %.", networks.ALEXNET, "table 2", False,
          "alexnet"),
    Entry("zfnet_one", 2013, "ZFNet, wide", 16.1, "one", "test", "1 network", "10 crops",
          "One network with 512, 1,024 and 512 maps in layers 3 to 5.", networks.ZEILER_FERGUS, "table 2", False, "zfnet_wide"),
    Entry("zfnet", 2013, "ZFNet", 14.8, "several", "test", "6 networks", "10 crops",
          "The best number of the paper: five networks of figure 3 and the wide one, averaged.", networks.ZEILER_FERGUS, "table 2", False,
          "zfnet"),
    Entry("overfeat_paper", 2013, "OverFeat, larger", 13.6, "several", "test", "7 networks", "many places and sizes",
          "Handed in after the competition.", networks.OVERFEAT, "table 7 of Simonyan & Zisserman 2014 quotes it"),
    Entry("googlenet_plain", 2014, "GoogLeNet, one crop", 10.07, "one", "val", "1 network", "1 crop",
          "The same network as the winner's, asked once for each picture.", networks.GOOGLENET, "table 3", False, "googlenet"),
    Entry("googlenet_one", 2014, "GoogLeNet, 144 crops", 7.89, "one", "val", "1 network", "144 crops",
          "Asked 144 times for each picture, and averaged.", networks.GOOGLENET, "table 3", False, "googlenet"),
    Entry("vgg_one", 2014, "VGG, one network", 7.0, "one", "test", "1 network", "150 crops and slid",
          "After the competition. As a single network it is better than GoogLeNet's 7.9 %.", networks.VGG, "table 7", False, "vgg_e"),
    Entry("vgg_two", 2014, "VGG, two networks", 6.8, "several", "test", "2 networks", "150 crops and slid",
          "Two networks nearly reach what took GoogLeNet seven.", networks.VGG, "table 7", False, "vgg_e"),
    Entry("prelu", 2015, "PReLU-net", 4.94, "several", "test", "6 networks", "many sizes",
          "A ReLU with a trained slope on its left side, and the initialisation that goes with it.", methods.HE_2015, "table 7"),
    Entry("bn_inception", 2015, "Inception with batch norm", 4.82, "several", "test", "6 networks", "144 crops",
          "Batch normalisation: the same accuracy after a fourteenth of the training steps, then better.", methods.BATCH_NORM, "figure 4"),
    Entry("inception_v3", 2015, "Inception v3", 3.6, "several", "test", "4 networks", "144 crops",
          "5 × 5 and 7 × 7 factored into smaller kernels. One network with one crop: 5.6 %.", networks.INCEPTION_V3, "abstract", False,
          "inception_v3"),
    Entry("resnet_one", 2015, "ResNet-152", 4.49, "one", "val", "1 network", "several sizes",
          "A single network below the 5.1 % of the trained person.", networks.RESNET, "table 4", False, "resnet152"),
    Entry("inception_v4", 2016, "Inception v4 and ResNets", 3.08, "several", "test", "4 networks", "144 crops",
          "One Inception v4 and three Inception-ResNets v2.", networks.INCEPTION_V4, "section 5, ensembles"),
    Entry("person", 2014, "A trained person", 5.1, "people", "test", "1 person", "",
          "Andrej Karpathy, after training on 500 pictures; GoogLeNet has 6.8 % on the same 1,500. Telling 120 breeds of dogs apart is "
          "not what people are best at.", methods.IMAGENET, "section 6.4"),
    Entry("person_2", 2014, "A less trained person", 12.0, "people", "test", "1 person", "",
          "After training on 100 pictures, on 258. “Better than people” compares with one of these two.", methods.IMAGENET, "section 6.4"),
)  # fmt: skip

ENTRIES: dict[str, Entry] = {entry.key: entry for entry in (*_COMPETITION, *_PAPERS)}
WINNERS = tuple(entry for entry in ENTRIES.values() if entry.winner)


def before(entry: Entry) -> Entry | None:
    """The winner of the year before, whom an entry has to beat."""
    return next((winner for winner in WINNERS if winner.year == entry.year - 1), None)

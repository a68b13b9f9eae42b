"""The lecture decks' tables of errors, as they print them, and what to know about each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table of a deck.

    Attributes:
        note: what was checked and where it parts from the source.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


TABLES = (
    Table(
        "AlexNet, its table 2",
        ("model", "top-1 val", "top-5 val", "top-5 test"),
        (
            ("SIFT + FVs", "–", "–", "26.2 %"),
            ("1 CNN", "40.7 %", "18.2 %", "–"),
            ("5 CNNs", "38.1 %", "16.4 %", "16.4 %"),
            ("1 CNN*", "39.0 %", "16.6 %", "–"),
            ("7 CNNs*", "36.7 %", "15.4 %", "15.3 %"),
        ),
        "As in the paper. * saw all of ImageNet (Fall 2011) first. “AlexNet: 15 %” on another slide is the last row: seven networks "
        "and more pictures. One network alone has 18.2 %.",
    ),
    Table(
        "ZFNet, its table 2",
        ("model", "top-1 val", "top-5 val", "top-5 test"),
        (
            ("AlexNet, their replication, 1 network", "40.5 %", "18.1 %", "–"),
            ("1 network as in figure 3", "38.4 %", "16.5 %", "–"),
            ("(a) 5 networks as in figure 3", "36.7 %", "15.3 %", "15.3 %"),
            ("(b) 1 network with 512, 1,024, 512 maps", "37.5 %", "16.0 %", "16.1 %"),
            ("6 networks, (a) and (b)", "36.0 %", "14.7 %", "14.8 %"),
        ),
        "As in the paper. Another slide writes “16.4 % → 11.7 %” for ZFNet: 11.7 % is the competition entry of Clarifai, the company of "
        "its first author. The paper's own step is 16.4 % (five AlexNets) → 14.8 % (six networks).",
    ),
    Table(
        "VGG, its table 7",
        ("method", "top-1 val", "top-5 val", "top-5 test"),
        (
            ("VGG, 2 networks, many crops and slid", "23.7 %", "6.8 %", "6.8 %"),
            ("VGG, 1 network, many crops and slid", "24.4 %", "7.1 %", "7.0 %"),
            ("VGG, the entry, 7 networks, slid", "24.7 %", "7.5 %", "7.3 %"),
            ("GoogLeNet, 1 network", "–", "–", "7.9 %"),
            ("GoogLeNet, 7 networks", "–", "–", "6.7 %"),
            ("MSRA, 11 networks", "–", "–", "8.1 %"),
            ("MSRA, 1 network", "27.9 %", "9.1 %", "9.1 %"),
            ("Clarifai, several networks", "–", "–", "11.7 %"),
            ("Clarifai, 1 network", "–", "–", "12.5 %"),
            ("Zeiler & Fergus, 6 networks", "36.0 %", "14.7 %", "14.8 %"),
            ("Zeiler & Fergus, 1 network", "37.5 %", "16.0 %", "16.1 %"),
            ("OverFeat, 7 networks", "34.0 %", "13.2 %", "13.6 %"),
            ("OverFeat, 1 network", "35.7 %", "14.2 %", "–"),
            ("AlexNet, 5 networks", "38.1 %", "16.4 %", "16.4 %"),
            ("AlexNet, 1 network", "40.7 %", "18.2 %", "–"),
        ),
        "As in the paper. GoogLeNet's 7.9 % for one network is from the validation pictures (its table 3: 7.89 %).",
    ),
    Table(
        "GoogLeNet, its table 2",
        ("team", "year", "place", "top-5", "outside data"),
        (
            ("SuperVision", "2012", "1", "16.4 %", "no"),
            ("SuperVision", "2012", "1", "15.3 %", "ImageNet 22k"),
            ("Clarifai", "2013", "1", "11.7 %", "no"),
            ("Clarifai", "2013", "1", "11.2 %", "ImageNet 22k"),
            ("MSRA", "2014", "3", "7.35 %", "no"),
            ("VGG", "2014", "2", "7.32 %", "no"),
            ("GoogLeNet", "2014", "1", "6.67 %", "no"),
        ),
        "As in the paper. MSRA's own paper has 8.06 % for it (its table 5, the competition's list), not 7.35 %, and 6.66 % for GoogLeNet: the "
        "organisers' digits are 0.06656, so 6.66 % and 6.67 % are both in print. One slide says 6.3 %: a slip.",
    ),
    Table(
        "ResNet, its table 5",
        ("method", "top-5 test"),
        (
            ("VGG (ILSVRC 2014)", "7.32 %"),
            ("GoogLeNet (ILSVRC 2014)", "6.66 %"),
            ("VGG (version 5 of the paper)", "6.8 %"),
            ("PReLU-net", "4.94 %"),
            ("BN-inception", "4.82 %"),
            ("ResNet (ILSVRC 2015)", "3.57 %"),
        ),
        "As in the paper, all of them averages over several networks.",
    ),
    Table(
        "Teams of 2012 to 2014",
        ("2012", "%", "2013", "%", "2014", "%"),
        (
            ("SuperVision (Toronto)", "15.3", "Clarifai (NYU)", "11.7", "GoogLeNet", "6.6"),
            ("ISI (Tokyo)", "26.1", "NUS (Singapore)", "12.9", "VGG (Oxford)", "7.3"),
            ("VGG (Oxford)", "26.9", "Zeiler-Fergus (NYU)", "13.5", "MSRA", "8.0"),
            ("XRCE/INRIA", "27.0", "A. Howard", "13.5", "A. Howard", "8.1"),
            ("UvA (Amsterdam)", "29.6", "OverFeat (NYU)", "14.1", "DeeperVision", "9.5"),
            ("INRIA/LEAR", "33.4", "UvA (Amsterdam)", "14.2", "NUS-BST", "9.7"),
            ("", "", "Adobe", "15.2", "TTIC-ECP", "10.2"),
            ("", "", "VGG (Oxford)", "15.2", "XYZ", "11.2"),
            ("", "", "VGG (Oxford)", "23.0", "UvA", "12.1"),
        ),
        "Most digits are cut off instead of rounded: ISI has 0.26172, NUS 0.12953, OverFeat 0.14182, GoogLeNet 0.06656. SuperVision's 15.3 "
        "used outside pictures, Clarifai's 11.7 did not; like with like is 16.4 → 11.7.",
    ),
)
MORE_SLIPS = (
    "A slide calls AlexNet the winner of ILSVRC-2010. It won in 2012; on the test pictures of 2010 the paper gives 17.0 % (top-5), better than that year's winner, "
    "two years late.",
    "“16 % against the runner-up's 26 %” (2012) compares 16.4 with 26.2: the given pictures only.",
)


def markdown(table: Table) -> str:
    """The table in Markdown, numbers to the right."""
    sides = [":--", *["--:"] * (len(table.header) - 1)]
    if table.header[0] == "2012":
        sides = [":--", "--:"] * 3
    lines = [" | ".join(row) for row in (table.header, sides, *table.rows)]
    return "\n".join(f"| {line} |" for line in lines)

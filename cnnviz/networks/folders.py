"""The folders of downloaded weights: one that an instructor filled, and torch's own. Without torch."""

import os
from pathlib import Path

from cnnviz.networks.weights import WeightsError

VARIABLE = "CNNVIZ_WEIGHTS"


def given_folder() -> Path | None:
    """The folder that `CNNVIZ_WEIGHTS` names, or None."""
    name = os.environ.get(VARIABLE, "").strip()
    return Path(name).expanduser() if name else None


def cache_folder() -> Path:
    """Where torch.hub keeps its checkpoints: `torch.hub.get_dir()`/checkpoints, found without torch."""
    cache = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    home = os.environ.get("TORCH_HOME", str(Path(cache) / "torch"))
    return Path(home).expanduser() / "hub" / "checkpoints"


def download_folder() -> Path:
    """Where a download goes: the given folder if it can be written to, else torch's.

    A folder that an instructor shares read-only stays as it is; what is missing in it is kept at home.
    """
    given = given_folder()
    if given is None or (given.exists() and not os.access(given, os.W_OK)):
        return cache_folder()
    return given


def find_weights(file_name: str, title: str) -> Path:
    """The file of that name, in the given folder first, then in torch's.

    Raises:
        WeightsError: it is in neither; the text says what to do.
    """
    given = given_folder()
    for folder in (given, cache_folder()):
        if folder is not None and (folder / file_name).is_file():
            return folder / file_name
    looked = f" (looked in {given}, which {VARIABLE} names, too)" if given else ""
    raise WeightsError(
        f"The weights of {title} are not on this machine yet{looked}. Download them under “More networks”, or "
        f"with `python -m cnnviz fetch`; or put {file_name} into a folder and name it in {VARIABLE}."
    )

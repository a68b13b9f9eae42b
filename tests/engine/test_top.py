"""The strongest patches through the engine: the library's own answer, kept on disk, whole or not."""

from pathlib import Path

import pytest

from cnnviz.engine import Engine, TopRequest
from cnnviz.engine import top as engine_top
from cnnviz.probes.top_index import TopPatches
from cnnviz.probes.top_patches import top_patches
from tests.engine.fakes import wait_until
from tests.probes.pictures import Made
from tests.probes.top import assert_same, whole_network


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNNVIZ_CACHE", str(tmp_path))
    return tmp_path


def answer(images: Made, request: TopRequest) -> TopPatches:
    """A new engine's, as after a restart of the server."""
    net = whole_network()
    engine = Engine("cpu", load=lambda name, device: net, identify=lambda name: name)
    ticket = engine.ask("ann", request, images)  # type: ignore[arg-type]
    wait_until(lambda: ticket.progress().ended, 60)
    engine.close()
    progress = ticket.progress()
    assert (progress.state, progress.error) == ("done", "")
    assert progress.result is not None
    return progress.result


def test_a_second_visit_loads_no_picture(folder: Path) -> None:
    images = Made(23, repeats=2, broken=(4,))
    request = TopRequest("tiny", images.id, "features.4", k=3)
    first = answer(images, request)
    assert_same(first, top_patches(whole_network(), images, "features.4", k=3))
    before = images.loaded
    assert_same(answer(images, request), first)
    assert images.loaded == before
    for other in (
        TopRequest("tiny", images.id, "features.4", k=4),
        TopRequest("tiny", images.id, "features.2", k=3),
    ):
        assert (answer(images, other).k, answer(images, other).layer) == (other.k, other.layer)
    assert images.loaded == before + 2 * 23
    assert len(list(folder.iterdir())) == 3


def test_what_was_stopped_goes_on_where_it_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_top, "_SAVE_EVERY_S", 0.0)
    images, net = Made(24), whole_network()
    request = TopRequest("tiny", images.id, "features.4")
    steps = request.steps(net, images)  # type: ignore[arg-type]
    assert [next(steps).done for _ in range(4)] == [0, 4, 8, 12]
    del steps
    first, *_, last = request.steps(net, images)  # type: ignore[arg-type]
    assert first.done == 12
    assert_same(last.result, top_patches(net, images, "features.4"))


def test_a_damaged_index_is_made_anew(folder: Path) -> None:
    images = Made(9)
    request = TopRequest("tiny", images.id, "features.4")
    first = answer(images, request)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-100])
    before = images.loaded
    assert_same(answer(images, request), first)
    assert images.loaded == before + 9


def test_pictures_of_another_data_set_are_refused() -> None:
    net = whole_network()
    request = TopRequest("tiny", Made(9).id, "features.4")
    list(request.steps(net, Made(9)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="another data set"):
        list(request.steps(net, Made(5)))  # type: ignore[arg-type]

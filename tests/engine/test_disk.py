"""Results on disk: whole or absent, bounded, and nobody else's files touched."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from cnnviz.engine.disk import DiskCache, Entry, cache_folder

KEY = ("top", "a weights id", "features.3", 9, 0.5, None)
ARRAYS = {
    "numbers": np.arange(12, dtype=np.float32).reshape(3, 4),
    "none": np.zeros((0, 2), np.int32),
    "flag": np.array(True),
}


def size_of_one(folder: Path) -> int:
    DiskCache(folder).put(("size",), {}, {"a": np.zeros(1000, np.uint8)})
    (path,) = folder.iterdir()
    size = path.stat().st_size
    path.unlink()
    return size


def put(cache: DiskCache, name: str) -> None:
    cache.put((name,), {}, {"a": np.zeros(1000, np.uint8)})


def kept(cache: DiskCache, names: str) -> str:
    """Which of these are there, looked up without counting as a use."""
    paths = {name: cache._path((name,)) for name in names}
    return "".join(name for name, path in paths.items() if path and path.exists())


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "made" / "when needed")
    assert cache.get(KEY) is None
    cache.put(KEY, {"done": 3, "names": ["ä", "b"], "none": None}, ARRAYS)
    entry = DiskCache(tmp_path / "made" / "when needed").get(KEY)
    assert isinstance(entry, Entry)
    assert entry.header == {"done": 3, "names": ["ä", "b"], "none": None}
    assert entry.arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(entry.arrays[name], array)
        assert entry.arrays[name].dtype == array.dtype
    assert cache.get((*KEY, "other")) is None
    assert cache.get(("top", "a weights id", "features.3", "9", 0.5, None)) is None
    cache.put(KEY, {"done": 4}, {})
    again = cache.get(KEY)
    assert again is not None
    assert (again.header, again.arrays) == ({"done": 4}, {})
    assert len(list((tmp_path / "made" / "when needed").iterdir())) == 1


def test_objects_are_refused_on_the_way_in_and_never_run_on_the_way_out(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    with pytest.raises(ValueError, match="Object arrays cannot be saved"):
        cache.put(KEY, {}, {"a": np.array([object()])})
    assert not list(tmp_path.iterdir())
    cache.put(KEY, {}, ARRAYS)
    (path,) = tmp_path.iterdir()
    np.savez(path, allow_pickle=True, **{"header.json": np.array([Path("harmless")], object)})
    assert cache.get(KEY) is None
    assert not path.exists()


def test_a_file_damaged_at_any_byte_is_removed_or_its_numbers_are_right(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.put(KEY, {"done": 3}, {"numbers": ARRAYS["numbers"]})
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    absent = 0
    for place in range(0, len(whole), 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        entry = cache.get(KEY)
        if entry is None:
            absent += 1
            assert not path.exists()
        else:
            assert entry.header == {"done": 3}
            np.testing.assert_array_equal(entry.arrays["numbers"], ARRAYS["numbers"])
    assert absent > len(whole) / 6
    for cut in (0, 1, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        assert cache.get(KEY) is None
        assert not path.exists()


def test_a_file_under_a_wrong_name_is_not_believed(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.put(("a",), {"of": "a"}, {})
    path, other = cache._path(("a",)), cache._path(("b",))
    assert path is not None
    assert other is not None
    path.rename(other)
    assert cache.get(("b",)) is None
    assert not other.exists()


def test_the_limit_holds_and_the_oldest_use_goes_first(tmp_path: Path) -> None:
    size = size_of_one(tmp_path)
    cache = DiskCache(tmp_path, 3 * size)
    for name in "abc":
        put(cache, name)
    assert kept(cache, "abc") == "abc"
    assert cache.get(("a",)) is not None
    put(cache, "d")
    assert kept(cache, "abcd") == "acd"
    put(cache, "c")
    put(cache, "e")
    assert kept(cache, "abcde") == "cde"
    cache.put(("large",), {}, {"a": np.zeros(4 * size, np.uint8)})
    assert kept(cache, "abcde") == "cde"
    assert cache.get(("large",)) is None
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 3 * size


def test_other_peoples_files_stay_and_parts_of_the_dead_go(tmp_path: Path) -> None:
    size = size_of_one(tmp_path)
    mine = tmp_path / "measurements.npz"
    mine.write_bytes(bytes(10 * size))
    fresh, stale = (tmp_path / f"{'0' * 16}{name}.part" for name in ("fresh", "stale"))
    for part, age in ((fresh, 60), (stale, 2 * 3600)):
        part.write_bytes(b"half")
        os.utime(part, (time.time() - age,) * 2)
    os.utime(mine, (0, 0))
    cache = DiskCache(tmp_path, 2 * size)
    for name in "abc":
        put(cache, name)
    assert mine.exists()
    assert (fresh.exists(), stale.exists()) == (True, False)
    assert "c" in kept(cache, "abc")


def test_a_disk_that_refuses_is_no_reason_to_fail(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    cache = DiskCache(blocked / "folder")
    cache.put(KEY, {}, ARRAYS)
    assert cache.get(KEY) is None


def test_a_write_that_breaks_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = DiskCache(tmp_path)
    cache.put(KEY, {"try": 1}, ARRAYS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.put(KEY, {"try": 2}, ARRAYS)
    entry = cache.get(KEY)
    assert entry is not None
    assert entry.header == {"try": 1}
    assert len(list(tmp_path.iterdir())) == 1


WORKER = """
import sys
from pathlib import Path
import numpy as np
from cnnviz.engine.disk import DiskCache
cache, seed = DiskCache(Path(sys.argv[1]), 60_000), int(sys.argv[2])
draw = np.random.default_rng(seed)
hits = 0
for turn in range(150):
    key = (int(draw.integers(12)),)
    if draw.random() < 0.5:
        cache.put(key, {"of": key[0]}, {"a": np.full(2000, key[0], np.int32)})
    else:
        entry = cache.get(key)
        if entry is not None:
            hits += 1
            assert entry.header == {"of": key[0]} and (entry.arrays["a"] == key[0]).all()
print(hits)
"""


def test_processes_and_threads_share_a_folder(tmp_path: Path) -> None:
    def run(seed: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", WORKER, str(tmp_path), str(seed)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(3) as pool:
        for done in pool.map(run, range(3)):
            assert done.returncode == 0, done.stderr
            assert int(done.stdout) > 0
            assert done.stderr == ""
    files = list(tmp_path.iterdir())
    assert not [path for path in files if path.suffix == ".part"]
    assert sum(path.stat().st_size for path in files) <= 60_000


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    put(DiskCache(), "a")
    assert len(list(tmp_path.iterdir())) == 1
    for platform, variable, expected in (
        ("linux", "XDG_CACHE_HOME", "cnnviz"),
        ("win32", "LOCALAPPDATA", "cnnviz/Cache"),
    ):
        monkeypatch.setenv("CNNVIZ_CACHE", "")
        monkeypatch.setattr("sys.platform", platform)
        monkeypatch.setenv(variable, str(tmp_path))
        assert cache_folder() == tmp_path / expected
        monkeypatch.delenv(variable)
        folder = cache_folder()
        assert folder is not None
        assert Path.home() in folder.parents
    monkeypatch.setattr("sys.platform", "darwin")
    assert cache_folder() == Path.home() / "Library" / "Caches" / "cnnviz"


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("CNNVIZ_CACHE", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    put(DiskCache(), "a")
    assert DiskCache().get(("a",)) is None

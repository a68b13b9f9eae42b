"""The cache forgets by bytes, oldest use first."""

from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.cache import ResultCache


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 60), st.booleans()), max_size=60))
def test_it_is_the_longest_recent_history_that_fits(uses: list[tuple[int, int, bool]]) -> None:
    """Against the definition: walk back through the uses and keep while the sum stays in the limit."""
    cache: ResultCache[int] = ResultCache(100)
    kept: list[tuple[int, int]] = []  # (key, size), least recently used first
    for key, size, write in uses:
        old = dict(kept).get(key)
        if write:
            cache.put(key, size, size)
            kept = [*(pair for pair in kept if pair[0] != key), (key, size)]
            while sum(pair[1] for pair in kept) > 100:
                kept.pop(0)
        else:
            assert cache.get(key) == old
            if old is not None:
                kept = [*(pair for pair in kept if pair[0] != key), (key, old)]
        assert cache.bytes == sum(pair[1] for pair in kept) <= 100


def test_what_is_larger_than_the_cache_is_not_kept() -> None:
    cache: ResultCache[str] = ResultCache(100)
    cache.put("a", "small", 60)
    cache.put("b", "large", 101)
    assert cache.get("b") is None
    assert cache.bytes <= 100

"""Numbers in words that fit a caption."""


def bytes_words(count: int) -> str:
    """Bytes in the unit that reads best, in powers of 1000.

    >>> bytes_words(40), bytes_words(139392), bytes_words(1161600)
    ('40 bytes', '139.4 kB', '1.16 MB')
    """
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1e3:.1f} kB"
    return f"{count / 1e6:,.2f} MB"

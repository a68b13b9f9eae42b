"""Numbers in words that fit a caption, and words in a formula."""


def bytes_words(count: int) -> str:
    """Bytes in the unit that reads best, in powers of 1000.

    >>> bytes_words(40), bytes_words(139392), bytes_words(1161600)
    ('40 bytes', '139.4 kB', '1.16 MB')
    >>> bytes_words(90634715136), bytes_words(48977602560000)
    ('90.63 GB', '48.98 TB')
    """
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1e3:.1f} kB"
    for power, unit in ((1e6, "MB"), (1e9, "GB")):
        if count < 1000 * power:
            return f"{count / power:.2f} {unit}"
    return f"{count / 1e12:,.2f} TB"


def text_in_formula(words: str) -> str:
    """Plain words for LaTeX; KaTeX knows the times sign only outside of its text.

    >>> text_in_formula("3 × 3 maps")
    '\\\\text{3}\\\\times\\\\text{3 maps}'
    """
    return r"\text{" + words.replace(" × ", r"}\times\text{") + "}"

"""What happens to files on their way: a key misspelt, a number without end, a line lost, another encoding.

A change is made at one of three heights: in the tree of keys and values, in the text, in the bytes.
"""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from sim.scenario.resolved import as_yaml
from tests.fuzz.scenarios import Keys, scenarios

Steps = tuple[Any, ...]

NUMBERS: tuple[object, ...] = (
    0, -1, -0.5, 0.3, 1, 2, 7, 53, 530, 1.5, 1e-9, 10**6, 10**9, 10**12, 10**18, 10**30, -(10**9), 1e12, 1e300, -1e300,
    float("inf"), float("-inf"), float("nan"), True, False,
)  # fmt: skip
TEXTS = (
    "", " ", "x", "nurse", "nurs", "ekhult", "ekhul", "..", "../ekhult", "/etc/passwd", "a=b", "=1+1", "C:\\x",
    "null", "1", "1,5", "24:00", "25:61", "12:00-08:00", "00:00-24:00", "08:00-08:00", "08.00-12.00", "8-12",
    "08:00-12:00-13:00", "2026-02-30", "2026-13-01", "2025-02-29", "0000-00-00", "9999-12-31", "1999-12-31",
    "2026-01-05", "2026-01-05 25:61", "2026-01-05 24:00", "mon-sun", "sun-mon", "fredag", "x" * 300, "å" * 5000,
    "a b c d e f g", "%s %d {} {0} $x$ \\frac", "[red]x[/]", "<script>", "🙂", "\u202eabc", "\u2028", "a\nb", "a\tb",
    "\ufeff", "\ufffe\uffff", "٣", "İ", "ß", "i̇",
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, [], {}, [[]], [None], [{}], {"a": 1}, {"": ""}, [1, "x"], ["08:00-12:00"] * 60, {"x": {"y": {"z": []}}},
    {"distribution": "lognormal"}, {"distribution": "lognormal", "mean": 1e6, "cv": 10}, {"distribution": "cauchy"},
    {"distribution": "mixture", "parts": []}, {"distribution": "empirical", "values": [0], "weights": [0]},
)  # fmt: skip
KEYS = (
    "", "x", "..", "a/b", "a=b", "extends", "horizon", "units", "people", "week", "role", "count", "distribution",
    "1", 1, -1, 0, 10**18, "mon", "mon-fri", "fri-mon", "nurse", "posts", "<<", "true", "k" * 300, "å b", "a.b",
    "a[0]", "2026-02-30",
)  # fmt: skip
YAML = (
    "&a 1", "*a", "&a [*a, *a]", "!!python/object:os.system", "!!python/object/apply:os.system ['true']", "!!int 3",
    "!!binary x", "!!set {a, b}", "!!timestamp 2026-01-05", "!x", "{<<: {a: 1}}", "<<: *a", "{", "[", "}", "]", "'",
    '"', "|", ">", "|+9", "- ", "? ", "? [a]\n: 1", ": ", "---", "...", "%YAML 1.1", "%TAG ! x", "#", "\t", "\t- x",
    "@x", "`x`", "a: b: c", "0x1F", "0o17", "1_000", ".inf", "-.inf", ".nan", "1e999", "99999999999999999999", "yes",
    "~", '"\\ud800"', '"\\e[2J"', '"\\0"', '"\\xZZ"', '"\\UFFFFFFFF"', '"\\u2028"', "\u0085", "\u2028", "\ufeff",
    "\ufffe", "x" * 20_000, "[" * 40 + "]" * 40, "{a: " * 40,
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
)  # fmt: skip
BYTES = (
    b"\xff", b"\xfe\xff", b"\xc3", b"\xe5", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"\x07", b"\x1b[2J",
    b"\x85", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\x0c", b"\x1a", b"PK\x03\x04", b"\n\n\n",
)  # fmt: skip


def places(value: object, steps: Steps = ()) -> Iterator[Steps]:
    """Steps to everything in a tree, the tree itself first."""
    yield steps
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield from places(item, (*steps, key))


def at(value: Any, steps: Steps) -> Any:
    """What stands at a place of a tree."""
    for step in steps:
        value = value[step]
    return value


def changed(value: Any, steps: Steps, how: Any) -> Any:
    """The tree with one place changed: ``how`` gets what holds it and its key there, a copy."""
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(steps) == 1:
        how(copy, steps[0])
    else:
        copy[steps[0]] = changed(copy[steps[0]], steps[1:], how)
    return copy


def rekeyed(holder: Keys, key: object, new: object) -> None:
    """Rename a key in its place."""
    items = [(new if one == key else one, value) for one, value in holder.items()]
    holder.clear()
    holder.update(items)


@st.composite
def misspelt(draw: st.DrawFn, word: str) -> str:
    """A word with one letter lost, doubled, swapped or in upper case."""
    at = draw(st.integers(0, max(len(word) - 1, 0)))
    letter, rest = word[at : at + 1], word[at + 1 :]
    return word[:at] + draw(st.sampled_from(("", letter * 2, rest[:1] + letter, letter.upper(), "_"))) + rest


@st.composite
def tree_changed(draw: st.DrawFn, tree: Keys) -> Keys:
    """One key dropped, renamed, misspelt, moved, or its value become something else."""
    every = [steps for steps in places(tree) if steps]
    if not every:
        return tree
    steps = draw(st.sampled_from(every))
    holder, key = at(tree, steps[:-1]), steps[-1]
    kinds = ["number", "number", "text", "value", "drop", "swap"]
    kinds += ["rename"] if isinstance(holder, dict) else []
    kinds += ["misspell", "misspell"] if isinstance(key, str) else []
    kind = draw(st.sampled_from(kinds))
    if kind == "drop":
        return changed(tree, steps, lambda holder, key: holder.pop(key))
    if kind in ("rename", "misspell"):
        new = draw(st.sampled_from(KEYS) if kind == "rename" else misspelt(key))
        return changed(tree, steps, lambda holder, key: rekeyed(holder, key, new))
    if kind == "swap":
        value = at(tree, draw(st.sampled_from(every)))
    else:
        value = draw(st.sampled_from({"number": NUMBERS, "text": TEXTS, "value": VALUES}[kind]))

    def put(holder: Any, key: Any) -> None:
        holder[key] = value

    return changed(tree, steps, put)


@st.composite
def text_changed(draw: st.DrawFn, text: str, pieces: tuple[str, ...] = YAML) -> str:
    """Lines lost, doubled, swapped or moved in, words replaced, something put in, or the rest cut off."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    kind = draw(
        st.sampled_from(
            ("drop", "double", "swap", "indent", "dedent", "cut", "end", "piece", "piece", "value", "value")
        )
    )
    match kind:
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
        case "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        case "indent":
            lines[at] = draw(st.sampled_from((" ", "  ", "\t", "- "))) + line
        case "dedent":
            lines[at] = line[draw(st.integers(1, 4)) :]
        case "cut":
            lines[at] = line[: draw(st.integers(0, len(line)))]
        case "end":
            return "\n".join([*lines[:at], line[: draw(st.integers(0, len(line)))]])
        case "piece":
            place = draw(st.integers(0, len(line)))
            lines[at] = line[:place] + draw(st.sampled_from(pieces)) + line[place:]
        case "value":
            lines[at] = line.partition(":")[0] + ": " + draw(st.sampled_from(pieces))
    return "\n".join(lines)


@st.composite
def bytes_changed(draw: st.DrawFn, text: str) -> bytes:
    """The text in another encoding, with bytes lost or put in, or with other ends of lines."""
    encoding = draw(
        st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"))
    )
    data = text.encode(encoding, errors="replace" if encoding == "cp1252" else "surrogatepass")
    match draw(st.sampled_from(("as it is", "piece", "piece", "lost", "ends", "truncated", "nothing"))):
        case "piece":
            at = draw(st.integers(0, len(data)))
            data = data[:at] + draw(st.sampled_from(BYTES)) + data[at:]
        case "lost":
            at = draw(st.integers(0, max(len(data) - 1, 0)))
            data = data[:at] + data[at + 1 :]
        case "ends":
            data = data.replace(b"\n", draw(st.sampled_from((b"\r\n", b"\r"))))
        case "truncated":
            data = data[: draw(st.integers(0, len(data)))]
        case "nothing":
            data = draw(
                st.sampled_from(
                    (b"", b"\n", b"- a\n- b\n", b"a", b"null", b"{}", b"[]", b"# only words\n", b"\xef\xbb\xbf")
                )
            )
    return data


def as_text(tree: Keys) -> str:
    """A tree as a file, whatever has become of it."""
    try:
        return as_yaml(tree)
    except Exception:  # keys of several kinds that YAML's writer cannot sort or write: as Python shows them
        return repr(tree)


@st.composite
def scenario_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """The height of the change, and a scenario file in which one to three things have been changed there."""
    tree = draw(scenarios())
    height = draw(st.sampled_from(("tree", "tree", "tree", "text", "text", "bytes")))
    times = draw(st.sampled_from((1, 1, 2, 3)))
    if height == "tree":
        for _ in range(times):
            tree = draw(tree_changed(tree))
        return height, as_text(tree).encode("utf-8", errors="surrogatepass")
    text = as_text(tree)
    if height == "text":
        for _ in range(times):
            text = draw(text_changed(text))
        return height, text.encode("utf-8", errors="surrogatepass")
    return height, draw(bytes_changed(text))

"""The one look: colours that the colour-blind tell apart, what is not shown hollow, and its origin underneath."""

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

FIRST, SECOND, THIRD, INK, QUIET, PALE = "#0072B2", "#D55E00", "#009E73", "#20262e", "#5b6472", "#e3e6ea"
"""Of Okabe and Ito: blue for the base, vermilion for the other, green for the third; greys for the rest."""
SEQUENCE = ("#20262e", "#56B4E9", "#E69F00", "#009E73", "#0072B2", "#D55E00", "#CC79A7", "#999999")
"""For parts of a whole."""
DIVERGING, RISING = "PuOr_r", "cividis"
"""Colour maps: around zero, and from low to high; both for the colour-blind."""
WIDTH = 9.0
RESOLUTION = 144
IN_NOTEBOOK, COLOURS = 96, 128
"""Dots an inch, and colours, where a notebook holds the picture: small files that can be read."""
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "text.parse_math": False,  # a question may name a price
    "svg.fonttype": "none",
    "svg.hashsalt": "direktsim",
}


class Picture(Figure):
    """A figure that a notebook shows without being asked, with the same bytes for the same figures."""

    def _repr_png_(self) -> bytes:
        """Return the picture as PNG (IPython asks for it)."""
        content = io.BytesIO()
        with mpl.rc_context(STYLE):
            self.savefig(content, format="png", dpi=IN_NOTEBOOK, metadata={"Software": None})
        small = io.BytesIO()
        with Image.open(content) as drawn:
            few = drawn.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE)  # others lose rare colours
            few.save(small, "PNG", optimize=True)
        return small.getvalue()

    def __repr__(self) -> str:
        return f"Picture: {' '.join(self.get_suptitle().split())}"


@contextmanager
def drawing(title: str, height: float, made: str) -> Iterator[Picture]:
    """Give an empty figure in the one look.

    Parameters
    ----------
    title
        What it shows, in a few words.
    height
        Inches.
    made
        What it was made from: inputs, scenarios, seed, replications.

    Yields
    ------
    Picture
        To be drawn in; belongs to no screen.
    """
    with mpl.rc_context(STYLE):
        figure = Picture(figsize=(WIDTH, height), layout="constrained")
        figure.suptitle(
            "\n".join(textwrap.wrap(title[:1].upper() + title[1:], 80)),
            x=0.01,
            ha="left",
            fontsize=12.5,
            fontweight="bold",
        )
        figure.supxlabel("\n".join(textwrap.wrap(made, 175)), x=0.01, ha="left", fontsize=7, color=QUIET)
        yield figure


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write a figure as PNG and SVG; of the same figures the same bytes come.

    Returns
    -------
    list of Path
        The two files.
    """
    out = []
    with mpl.rc_context(STYLE):
        for ending, about in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": "direktsim"})):
            path = folder / f"{name}.{ending}"
            figure.savefig(path, dpi=RESOLUTION, metadata=about)
            out.append(path)
    return out


def lines_across(axes: Axes, which: str) -> None:
    """Draw pale lines behind, along one axis."""
    axes.grid(visible=True, axis="x" if which == "x" else "y", color=PALE, lw=0.8)


def bare(axes: Axes) -> None:
    """Take away the left edge, where names stand instead of a scale."""
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0, labelcolor=INK)


def minus(text: str) -> str:
    """Return a number with the sign that is as wide as a plus."""
    return text.replace("-", "−")

"""Execute the notebooks and write them anew, with nothing in them that differs from machine to machine.

``python scripts/notebooks.py [FILE ...] [--into FOLDER]`` executes all of ``notebooks/``, or those that are named, and writes
them in their place or into a folder.
"""

import argparse
import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[1] / "notebooks"
LONGEST = 600
"""Seconds that a cell may take: the first on a machine compiles."""
ABOUT = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
PICTURE = "image/png"
STYLE = re.compile(r"<style scoped>.*?</style>\n?", flags=re.DOTALL)


def executed(path: Path) -> NotebookNode:
    """Execute a notebook in its folder, from an empty store, and return it with what came out.

    Raises
    ------
    CellExecutionError
        A cell ends with an error.
    """
    notebook = nbformat.read(path, as_version=4)
    environment = {name: value for name, value in os.environ.items() if name != "DIREKTSIM_STORE"}
    client = NotebookClient(
        notebook,
        timeout=LONGEST,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute(env=environment)
    return bare(notebook)


def bare(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without times, widths and names of this machine."""
    notebook.metadata = nbformat.from_dict(ABOUT)
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id, cell.metadata = f"cell-{number}", nbformat.from_dict({})
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = STYLE.sub("", output.data["text/html"])
    return notebook


def text_of(notebook: NotebookNode) -> list[str]:
    """Return all that came out of a notebook but its pictures, output by output.

    Letters and lines of a picture differ from one version of the libraries that draw to the next; its name is text.
    """
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            of = output.get("data", {"text/plain": output.get("text", "")})
            found += [f"{kind}: {said}" for kind, said in sorted(of.items()) if kind != PICTURE]
    return found


def main() -> None:
    """Execute notebooks and write them; ends at the first that ends with an error, and says which cell."""
    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("files", nargs="*", type=Path, default=sorted(FOLDER.glob("*.ipynb")))
    asked.add_argument("--into", type=Path, help="write here, not in their place")
    options = asked.parse_args()
    for path in options.files:
        try:
            notebook = executed(path)
        except CellExecutionError as error:
            sys.exit(f"{path.name}: {error}")
        written = (options.into or path.parent) / path.name
        nbformat.write(notebook, written)
        print(f"{path.name}: {written.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

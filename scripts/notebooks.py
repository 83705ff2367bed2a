"""Execute the notebooks and write them anew, with nothing in them that differs from machine to machine.

``python scripts/notebooks.py [FILE ...] [--into FOLDER]`` executes all of ``notebooks/``, or those that are named, and
writes them in their place or into a folder.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

FOLDER = Path(__file__).parents[1] / "notebooks"
LONGEST = 600
"""Seconds that a cell may take: the first on a machine compiles."""
ABOUT = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
FORGET = "get_ipython().reset()"
PICTURE = "image/png"
STYLE = re.compile(r"<style scoped>.*?</style>\n?", flags=re.DOTALL)


def executed(paths: Sequence[Path]) -> Iterator[NotebookNode]:
    """Execute notebooks of a folder, each from its beginning, and yield them with what came out.

    One kernel plays them all and forgets every name in between: to begin seven takes longer than all that they play.
    Their runs are kept only as long.

    Raises
    ------
    CellExecutionError
        A cell ends with an error.
    """
    environment = {name: value for name, value in os.environ.items() if name != "DIREKTSIM_STORE"}
    with TemporaryDirectory(prefix="direktsim-") as sockets:  # nobody else on the machine can listen
        kernel = KernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/kernel")
        try:
            for path in paths:
                notebook = nbformat.read(path, as_version=4)
                notebook.cells.insert(0, new_code_cell(FORGET))
                place = {"metadata": {"path": str(path.parent)}}
                client = NotebookClient(notebook, km=kernel, timeout=LONGEST, record_timing=False, resources=place)
                client.execute(env=environment)
                del notebook.cells[0]
                yield bare(notebook)
        finally:
            if kernel.has_kernel:
                kernel.shutdown_kernel()


def bare(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without times, widths and names of this machine, its cells counted from 1."""
    notebook.metadata = nbformat.from_dict(ABOUT)
    executed_before = 0
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id, cell.metadata = f"cell-{number}", nbformat.from_dict({})
        if cell.cell_type == "code":
            executed_before += 1
            cell.execution_count = executed_before
        for output in cell.get("outputs", []):
            if "execution_count" in output:
                output.execution_count = executed_before
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
    try:
        for path, notebook in zip(options.files, executed(options.files), strict=True):
            written = (options.into or path.parent) / path.name
            nbformat.write(notebook, written)
            print(f"{path.name}: {written.stat().st_size / 1000:.0f} kB")
    except CellExecutionError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

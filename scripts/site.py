"""What the site takes from outside ``docs/``: changelog, how to contribute, and the notebooks (a hook of MkDocs)."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

FROM_ROOT = ("CHANGELOG.md", "CONTRIBUTING.md")
TO_NOTEBOOK = re.compile(r"\]\(\.\./((?:\.\./)*notebooks/[\w-]+)\.ipynb\)")
BORDER = ' border="1" class="dataframe"'
PICTURE = "image/png"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that stand at the root, whose links are told from there, and a page for each notebook."""
    root = Path(config.config_file_path).parent
    for name in FROM_ROOT:
        text = (root / name).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, name.lower(), content=text))
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        pictures: list[bytes] = []
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n\n".join(part for cell in cells for part in _parts(cell, path.stem, pictures))
        files.append(File.generated(config, f"notebooks/{path.stem}.md", content=text))
        for number, picture in enumerate(pictures, start=1):
            files.append(File.generated(config, f"notebooks/{path.stem}-{number}.png", content=picture))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Let links to a notebook lead to its page."""
    return TO_NOTEBOOK.sub(r"](\1.md)", markdown)


def _parts(cell: dict[str, Any], name: str, pictures: list[bytes]) -> Iterator[str]:
    """Yield a cell and what came out of it as Markdown; pictures are laid aside and shown by their number."""
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        yield source.replace("](../docs/", "](../").replace(".ipynb)", ".md)")
        return
    yield f"```python\n{source}\n```"
    for output in cell["outputs"]:
        data = {kind: "".join(said) for kind, said in output.get("data", {}).items()}
        if PICTURE in data:
            pictures.append(base64.b64decode(data[PICTURE]))
            yield f"![{data['text/plain']}]({name}-{len(pictures)}.png)"
        elif "text/html" in data:
            yield data["text/html"].replace(BORDER, "")
        elif "text/markdown" in data:
            yield data["text/markdown"]
        else:
            yield f"```text\n{''.join(output.get('text', [])) or data['text/plain']}\n```"

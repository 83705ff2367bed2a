"""What the site takes from the root of the repository: the changelog and how to contribute (a hook of MkDocs)."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

FROM_ROOT = ("CHANGELOG.md", "CONTRIBUTING.md")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that stand at the root; their links are told from there, the site's from ``docs/``."""
    root = Path(config.config_file_path).parent
    for name in FROM_ROOT:
        text = (root / name).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, name.lower(), content=text))
    return files

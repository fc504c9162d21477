"""How the documentation is built: `make docs`; nothing is fetched."""

from __future__ import annotations

from importlib.metadata import version as version_of

project = "Insight Widgets"
author = "The Insight Widgets developers"
copyright = author  # noqa: A001  (Sphinx's own name for it)
release = version = version_of("insight-widgets")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["myst.xref_missing"]  # links to files of the repository, which are no pages

napoleon_google_docstring = False
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings have them
autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__init__, __new__"}

html_theme = "furo"
html_title = f"Insight Widgets {release}"
html_show_copyright = False
html_copy_source = False

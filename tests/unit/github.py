"""What GitHub makes of Markdown and of the HTML of a notebook: its parser, and its sanitiser's list.

The lists are those of GitHub's `html-pipeline` (sanitization filter).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import nh3
from cmarkgfm.cmark import Options

_TAGS = """
h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture ol ul table thead tbody
tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure
figcaption abbr bdo cite dfn mark small source span time wbr
"""
_ANYWHERE = """
abbr align alt axis border cellpadding cellspacing char charoff clear cols colspan compact coords datetime dir
disabled frame headers height hreflang hspace label lang maxlength media multiple name nohref noshade nowrap
open readonly rev role rows rowspan rules scope shape size span start summary tabindex title type usemap
valign value vspace width itemprop
"""
TAGS = set(_TAGS.split())
ATTRIBUTES = {"*": set(_ANYWHERE.split()), "a": {"href"}, "img": {"src", "alt"}}

LINKED = re.compile(r"(?:^|\W)@\w[\w-]*|(?:^|[^\w&])#\d+|\bGH-\d+|:\w+:", re.ASCII)
"""What GitHub makes a link or a picture of, in text that is no code."""


class Shown(HTMLParser):
    """What is seen of HTML: its text, its tags, and its text outside of code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.prose = ""
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, _attributes: Any) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text += data
        if "code" not in self.open:
            self.prose += data
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def sanitised(html: str) -> str:
    """Return HTML as GitHub shows it."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"})


def rendered(markdown: str) -> str:
    """Return the HTML that GitHub shows of Markdown."""
    return sanitised(cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))

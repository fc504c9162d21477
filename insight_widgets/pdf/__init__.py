"""The report as a PDF: cover, index, sections; set by Typst, without a browser and without a network.

`content` says what stands in it, as plain JSON made of `blocks`; `report.typ` says how it looks;
`typesetting` and `fonts` turn both into pages; `writer` puts them on disk.
"""

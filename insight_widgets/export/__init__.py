"""The report in other forms: an HTML page, static HTML, text."""

"""All words that readers of a report read, one file an area, so that they can be translated.

Other modules hand over numbers and names, and hold no sentence themselves. What the page alone says stands in
``js/src/texts``; what is raised as an error stands where it is raised.
"""

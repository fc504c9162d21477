"""A better split: which images to move so that every class keeps its share in train and validation.

::

    grouping.py  which images stay together
    traits.py    what is to keep its share, counted for every group
    goal.py      how far a split is from that
    dealing.py   iterative stratification
    search.py    moves and exchanges that make a split better
    pool.py      several splits put into one, to be parted anew
    proposal.py  `resplit`
    result.py    `Resplit`
"""

"""What is said while work goes on: beside progress bars, and of work that is done anew."""

from __future__ import annotations

LOOKING = "Looking for images"
COMPARING = "Comparing images"
COUNTING = "Counting"
DECODING_MASKS = "Decoding masks"
READING_SIZES = "Reading image sizes"
READING_ANNOTATIONS = "Reading annotations"
READING_LABELS = "Reading labels"
UNITING_MASKS = "Uniting masks"
READING_POLYGONS = "Reading polygons"
READING_LABELME = "Reading LabelMe files"
READING_MASKS = "Reading masks"
LISTING = "Listing images"
MAKING_THUMBNAILS = "Making thumbnails"
WRITING = "Writing"


FILES = " files"
PARTS = " parts"


def records_a_second(number: str) -> str:
    """Return how quickly records are counted."""
    return f"{number} records/s"


def passing_through(samples: int) -> str:
    """Return that a data set that streams is passed through, so many samples at once."""
    return f"Passing through, {samples:,} samples a step"


def comparing(split: str) -> str:
    """Return that the images of a split are opened and compared."""
    return f"Comparing images of {split}"


def passing(kind: str) -> str:
    """Return that an object is passed through, which takes long."""
    return f"Passing through the {kind} (it decodes its images)"


def by_processes(parts: int, workers: int) -> str:
    """Return how many parts are counted by how many processes."""
    return f"{parts:,} parts are counted by {workers} processes"


def better_in_parts(name: str, size: int) -> str:
    """Return that a large table is read as a whole, and how it is not."""
    return (
        f"{name} has {size / 1e9:.1f} GB and is read as a whole, so that its rows can be picked and shown; "
        'engine="auto" counts it part by part, in little memory'
    )


def other_counts(file: object) -> str:
    """Return that counts that were kept do not serve."""
    return f"{file}: the counts kept here are of other data or another version; everything is counted anew"


def other_checkpoint(path: object) -> str:
    """Return that what an interruption left does not serve."""
    return f"{path}: is of other data, or of data that have changed; everything is counted anew"


def not_kept(file: object, reason: object) -> str:
    """Return that counts are not kept, though counting goes on."""
    return f"{file}: counts cannot be kept here: {reason}; the report is made all the same"


def sorted_first(title: str, rows: int, buckets: int) -> str:
    """Return that rows are sorted by image before they are counted."""
    return (
        f"{title}: the rows of an image do not lie together; "
        f"{rows:,} rows are sorted by image first, in {buckets} temporary files"
    )


def so_far(percent: int) -> str:
    """Return how much is counted."""
    return f"so far: {percent} % of the parts"


def stopped(done: int, parts: int) -> str:
    """Return how much was counted when counting was stopped."""
    return f"counting was stopped when {done:,} of {parts:,} parts were counted"


ENDED = "a process was ended while it read this"

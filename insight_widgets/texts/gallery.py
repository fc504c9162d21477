"""What samples say in place of a picture, or of images."""

from __future__ import annotations

NO_MEMORY = "there is not enough memory to open it"
ADDRESS = "it is an address; files in the folders of the data set are opened only"
LEADS_OUT = "it leads out of the folders of the data set"
UNREAD = "These samples could not be read; the kernel's log says more."


def damaged(reason: str) -> str:
    """Return why an image cannot be shown."""
    return f"it cannot be opened: {reason}"


def not_given(reason: str) -> str:
    """Return why the data set has no picture of an image."""
    return f"its data set cannot give it: {reason}"


def too_large(width: int, height: int, most: int) -> str:
    """Return that an image has too many pixels."""
    return f"{width:,} x {height:,} pixels; over {most:,} are not opened"


UNKNOWN_KIND = "it is no image of a kind that is known"
NO_DICOM = "it is no DICOM file with an image"
NEEDS_DICOM = "DICOM images need pydicom: pip install 'insight-widgets[dicom]'"
NO_FOLDER = "no file: the data set tells no folder of its images"
NO_FILE = "no file of this name in the folders of the data set"


def no_room(left_out: int) -> str:
    """Return how many thumbnails a page has no room for."""
    return f"no room in the page for {left_out:,} thumbnails"

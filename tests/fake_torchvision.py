"""Stand-ins for torchvision's data sets: what they keep of annotations, read as torchvision reads it."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.fake_libraries import TorchDataset, of_module


class VisionDataset(TorchDataset):
    """torchvision.datasets.VisionDataset; asking for a sample is a fault, as its image would be decoded."""

    target_transform: Any = None

    def __getitem__(self, place: int) -> Any:
        raise AssertionError(f"sample {place} is asked for")


@of_module("torchvision.datasets.folder")
class ImageFolder(VisionDataset):
    """torchvision.datasets.ImageFolder."""

    def __init__(self, root: Any, target_transform: Any = None) -> None:
        self.root, self.target_transform = str(root), target_transform
        self.classes = sorted(folder.name for folder in Path(root).iterdir())
        self.class_to_idx = {name: place for place, name in enumerate(self.classes)}
        self.samples = [
            (str(file), self.class_to_idx[file.parent.name]) for file in sorted(Path(root).glob("*/*"))
        ]
        self.targets = [target for _, target in self.samples]

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, place: int) -> Any:
        assert self.target_transform is not None, "a sample is asked for without need"
        return SimpleNamespace(shape=(3, 4, 4)), self.target_transform(self.targets[place])


@of_module("torchvision.datasets.coco")
class CocoDetection(VisionDataset):
    """torchvision.datasets.CocoDetection."""

    def __init__(self, root: Any, annFile: Any) -> None:  # noqa: N803  (its name there)
        self.root = str(root)
        content = json.loads(Path(annFile).read_text(encoding="utf-8"))
        self.coco = SimpleNamespace(dataset=content, imgs={image["id"]: image for image in content["images"]})
        self.ids = sorted(self.coco.imgs)

    def __len__(self) -> int:
        return len(self.ids)


class VocBase(VisionDataset):
    """What torchvision's VOC data sets share."""

    folder, suffix, sets = "Annotations", ".xml", "Main"

    def __init__(self, root: Any, year: str = "2012", image_set: str = "train") -> None:
        self.root = str(root)
        top = Path(root) / "VOCdevkit" / f"VOC{year}"
        stems = (top / "ImageSets" / self.sets / f"{image_set}.txt").read_text(encoding="utf-8").split()
        self.images = [str(top / "JPEGImages" / f"{stem}.jpg") for stem in stems]
        self.targets = [str(top / self.folder / f"{stem}{self.suffix}") for stem in stems]

    def __len__(self) -> int:
        return len(self.images)


@of_module("torchvision.datasets.voc")
class VOCDetection(VocBase):
    """torchvision.datasets.VOCDetection."""

    @property
    def annotations(self) -> list[str]:
        """Paths of the annotation files."""
        return self.targets


@of_module("torchvision.datasets.voc")
class VOCSegmentation(VocBase):
    """torchvision.datasets.VOCSegmentation."""

    folder, suffix, sets = "SegmentationClass", ".png", "Segmentation"

    @property
    def masks(self) -> list[str]:
        """Paths of the masks."""
        return self.targets


@of_module("torchvision.datasets.cifar")
class CIFAR10(VisionDataset):
    """torchvision.datasets.CIFAR10, with labels of our own."""

    root = "cifar"

    def __len__(self) -> int:
        return len(self.targets)


for made in (VisionDataset, VocBase):
    of_module("torchvision.datasets.vision")(made)

TORCHVISION = SimpleNamespace(
    ImageFolder=ImageFolder,
    CocoDetection=CocoDetection,
    VOCDetection=VOCDetection,
    VOCSegmentation=VOCSegmentation,
    CIFAR10=CIFAR10,
)

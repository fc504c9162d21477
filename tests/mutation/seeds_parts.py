"""Sets that are counted in parts."""

from __future__ import annotations

from tests.mutation import seeds_coco, seeds_csv, seeds_parquet, seeds_yolo

FORMAT = "parts"
_MODULES = (seeds_parquet, seeds_csv, seeds_coco, seeds_yolo)
BUILDERS = {
    f"{module.FORMAT}_{name}": build for module in _MODULES for name, build in module.BUILDERS.items()
}
OPTIONS = {
    f"{module.FORMAT}_{name}": {
        **getattr(module, "OPTIONS", {}).get(name, {}),
        "format": module.FORMAT,
        "engine": "local",
    }
    for module in _MODULES
    for name in module.BUILDERS
}

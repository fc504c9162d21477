"""Counting in parts: against the bare loop, against DuckDB and Polars, on Dask, with very many classes.

``python -m benchmarks.bench_scale 100000000`` measures a hundred million boxes; the file has 0.9 GB then.
With ``growth`` it counts 10^4 to 10^8 boxes and draws ``docs/growth.svg``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from benchmarks.growth_chart import growth_chart
from benchmarks.large_table import large_table
from benchmarks.processes import measure

BOXES = 10_000_000
CLASS_LISTS = (1_203, 20_000)
OTHERS = ("DuckDB", "Polars")

REPORT = """
import sys
from insight_widgets import build_report, load
build_report(load(sys.argv[1], engine=sys.argv[2], progress=False), progress=False)
"""

PAGE = """
import sys, time, tempfile
from insight_widgets import build_report, load
from insight_widgets.export.html import page
begun = time.perf_counter()
report = build_report(load(sys.argv[1], engine="local", progress=False), progress=False)
counted = time.perf_counter()
size = len(page(report).encode())
print(f"{counted - begun:.1f} {time.perf_counter() - counted:.1f} {size / 1e6:.2f}")
"""

DASK = """
import json, sys
import dask, distributed
from insight_widgets import build_report, load
from insight_widgets.engines.dask_cluster import DaskEngine

def used():
    import psutil
    times = psutil.Process().cpu_times()
    return times.user + times.system

if __name__ == "__main__":
    kept = {"MALLOC_MMAP_THRESHOLD_": 2**25, "MALLOC_TRIM_THRESHOLD_": 2**28}
    dask.config.set({f"distributed.nanny.pre-spawn-environ.{name}": size for name, size in kept.items()})
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, scheduler_kwargs={"dashboard": False}
    )
    client = distributed.Client(cluster)
    before = sum(client.run(used).values())
    came = 0
    unpack = DaskEngine.received
    def received(packed):
        global came
        came += len(packed)
        return unpack(packed)
    DaskEngine.received = staticmethod(received)
    build_report(load(sys.argv[1], engine=client, progress=False), progress=False)
    print(json.dumps([sum(client.run(used).values()) - before, came / 1e6]))
    client.close()
    cluster.close()
"""


def main(boxes: int = BOXES) -> None:
    """Print the ratios."""
    file = str(large_table(boxes))
    floor = str(Path(__file__).with_name("large_table_floor.py"))
    commands = {
        "decode alone": [floor, file, "decode"],
        "bare numpy loop": [floor, file],
        "report, local": ["-c", REPORT, file, "local"],
        "report, processes": ["-c", REPORT, file, "processes"],
    }
    for name in OTHERS:
        if find_spec(name.lower()):
            module = ["-m", f"benchmarks.large_table_{name.lower()}", file]
            commands |= {name: module, f"{name}, checks too": [*module, "checks"]}
    found = measure(commands, rounds=3 if boxes <= BOXES else 1)
    print(f"Parquet, {boxes:,} boxes, 80 classes")
    for name, one in found.items():
        print(
            f"  {name:<20} CPU {one.cpu:6.1f} s   wall {one.seconds:6.1f} s   memory {one.megabytes:6.0f} MB"
        )
    ours, loop = found["report, local"], found["bare numpy loop"]
    print(f"  report / bare loop   {ours.cpu / loop.cpu:.2f}x CPU   goal 1.3   memory goal 300 MB")
    for name, one in found.items():
        if name.startswith(OTHERS):
            ratio, memory = one.cpu / ours.cpu, one.megabytes / ours.megabytes
            print(f"  {name} / report   {ratio:.2f}x CPU   {memory:.1f}x memory   goals 3 and 4")
    if find_spec("distributed"):
        cpu, megabytes = _dask(file)
        print(f"  Dask, 2 workers      CPU of the workers {cpu:.1f} s, {cpu / ours.cpu:.2f}x   goal 1.5")
        print(f"                       {megabytes:.1f} MB came from the workers   goal 10")
    for classes in CLASS_LISTS:
        _many_classes(classes)


def _dask(file: str) -> tuple[float, float]:
    """Return the CPU seconds of the workers, and the megabytes that came from them."""
    import subprocess
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        script = Path(folder) / "on_dask.py"
        script.write_text(DASK)
        told = subprocess.run([sys.executable, str(script), file], check=True, capture_output=True, text=True)
    cpu, megabytes = json.loads(told.stdout.splitlines()[-1])
    return cpu, megabytes


def _many_classes(classes: int) -> None:
    import subprocess

    file = str(large_table(1_000_000, classes))
    told = subprocess.run([sys.executable, "-c", PAGE, file], check=True, capture_output=True, text=True)
    counting, page, size = told.stdout.split()
    print(f"  {classes:,} classes, 1 M boxes: counted in {counting} s, page in {page} s, {size} MB   goal 3")


def growth() -> None:
    """Count ever more boxes, and draw what that takes."""
    points: list[tuple[int, float, float]] = []
    for power in range(4, 9):
        boxes = 10**power
        one = measure({"report": ["-c", REPORT, str(large_table(boxes)), "local"]}, rounds=1)["report"]
        points.append((boxes, one.cpu, one.megabytes))
        print(f"  {boxes:>11,} boxes   CPU {one.cpu:7.1f} s   memory {one.megabytes:.0f} MB", flush=True)
    file = Path(__file__).parents[1] / "docs" / "growth.svg"
    file.write_text(growth_chart(points), encoding="utf-8")
    print(f"  drawn in {file.name}, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores")


if __name__ == "__main__":
    if sys.argv[1:] == ["growth"]:
        growth()
    else:
        main(*map(int, sys.argv[1:]))

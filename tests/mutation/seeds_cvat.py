"""Small CVAT sets to be damaged: shapes of every type in subsets, tags, and tracks through a video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "cvat"

_LABELS = """    <labels>
      <label><name>cat</name><color>#fa3253</color><type>any</type><attributes/></label>
      <label><name>dog</name><color>#33ddff</color><type>any</type></label>
      <label><name>nose</name><type>points</type><parent>dog</parent></label>
    </labels>
"""
_SHAPES = """    <box label="cat" source="manual" occluded="1" xtl="2.00" ytl="3.50" xbr="20.25" ybr="30">
      <attribute name="age">4</attribute>
    </box>
    <box label="dog" occluded="0" xtl="20" ytl="10" xbr="40" ybr="20" rotation="30.5" z_order="1"/>
    <polygon label="cat" occluded="0" points="10.50,4.25;30.00,4.25;30.00,20.75" z_order="0"/>
    <ellipse label="dog" occluded="0" cx="30" cy="20" rx="10" ry="5" rotation="45"/>
"""
_MORE = """    <mask label="cat" source="manual" rle="1, 4, 2, 3" left="3" top="4" width="5" height="2"/>
    <cuboid label="dog" xtl1="10" ytl1="10" xbl1="10" ybl1="30" xtr1="20" ytr1="10" xbr1="20" ybr1="30"
      xtl2="24" ytl2="6" xbl2="24" ybl2="26" xtr2="14" ytr2="6" xbr2="14" ybr2="26"/>
    <skeleton label="dog" occluded="0"><points label="nose" outside="0" points="9,8"/>
      <points label="tail" outside="0" points="29.5,18"/>
      <points label="ear" outside="1" points="0,0"/></skeleton>
    <polyline label="cat" points="1,2;3,4"/>
    <points label="cat" points="5,6"/>
    <tag label="dog"/>
"""
_CAT, _DOG = '<tag label="cat"/>', '<tag label="dog"/>'


def build(folder: Path) -> Path:
    """Write shapes in two subsets into a folder; return the path to load."""
    images = [
        ("a", "Train", _SHAPES),
        ("b", "Train", _MORE),
        ("c", "Validation", _SHAPES),
        ("d", "Validation", ""),
    ]
    for name, subset, _ in images:
        _image(folder / "images" / subset / f"{name}.jpg")
    tags = [
        f'<image id="{place}" name="{name}.jpg" subset="{subset}" width="64" height="48">\n{shapes}</image>\n'
        for place, (name, subset, shapes) in enumerate(images)
    ]
    return _write(folder, f"    <project>\n{_LABELS}    </project>\n", "".join(tags))


def build_tags(folder: Path) -> Path:
    """Write images with tags into a folder; return the path to load."""
    tags = "".join(
        f'  <image id="{place}" name="{place}.jpg">{said}</image>\n'
        for place, said in enumerate([_CAT, _DOG, _CAT + _DOG])
    )
    for place in range(3):
        _image(folder / f"{place}.jpg")
    return _write(folder, f"<job>{_LABELS}<subset>default</subset></job>", tags)


def build_tracks(folder: Path) -> Path:
    """Write tracks through a video into a folder; return the path to load."""
    task = (
        "<task><id>5</id><size>4</size><mode>interpolation</mode><start_frame>10</start_frame>"
        "<stop_frame>19</stop_frame><frame_filter>step=3</frame_filter>"
        f"<original_size><width>64</width><height>48</height></original_size>\n{_LABELS}</task>"
    )
    boxes = "".join(
        f'    <box frame="{frame}" outside="{int(frame == 19)}" keyframe="1" xtl="{frame}" ytl="4.5" '
        f'xbr="{frame + 20}" ybr="30" z_order="0"><attribute name="speed">{frame}</attribute></box>\n'
        for frame in (10, 13, 16, 19)
    )
    polygon = '<polygon frame="13" outside="0" keyframe="1" points="1,2;30,4;20,40"/>'
    tracks = (
        f'  <track id="0" label="cat">\n{boxes}  </track>\n  <track id="1" label="dog">{polygon}</track>\n'
    )
    return _write(folder, task, tracks)


def _write(folder: Path, meta: str, content: str) -> Path:
    text = f"<annotations>\n  <version>1.1</version>\n  <meta>\n{meta}  </meta>\n{content}</annotations>\n"
    (folder / "annotations.xml").write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n{text}', encoding="utf-8"
    )
    return folder


def _image(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (64, 48)).save(path)


BUILDERS = {"shapes": build, "tags": build_tags, "tracks": build_tracks}

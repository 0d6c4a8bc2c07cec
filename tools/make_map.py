"""Make the battlefield: `python tools/make_map.py [--out FOLDER]`.

Reads `assets/terrain/source` and writes `assets/terrain/heights.npz`, `assets/terrain/features.json` and
`scenarios/khasan_1938/map.yaml`, into the checkout or below another folder. Two runs give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.mapmaker import board, ground, mapyaml, source  # noqa: E402

SOURCES = ROOT / "assets" / "terrain" / "source"
HEIGHTS = "terrain/heights.npz"
FEATURES = "terrain/features.json"
MAP = "scenarios/khasan_1938/map.yaml"


def files(folder: Path = SOURCES) -> dict[str, bytes]:
    """Every file the tool makes, by its path below the checkout."""
    read = source.read(folder)
    field = board.make(read, folder)
    heights = ground.heights(read)
    features = ground.features(read, field.places).encode()
    refs = ((HEIGHTS, hashlib.sha256(heights).hexdigest()), (FEATURES, hashlib.sha256(features).hexdigest()))
    text = mapyaml.text(field, *refs)
    return {f"assets/{HEIGHTS}": heights, f"assets/{FEATURES}": features, MAP: text.encode()}


def main() -> int:
    """Write the files."""
    parser = argparse.ArgumentParser(description="Make the battlefield from the terrain sources.")
    parser.add_argument(
        "--out", type=Path, default=ROOT, help="folder to write below (default: the checkout)"
    )
    out = parser.parse_args().out
    for name, data in files().items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

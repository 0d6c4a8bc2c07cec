"""Viewsheds by GDAL, run under the system's Python: seconds for all observers of a file, one thread.

The file holds heights in meters, the middle of the first cell, the cell, the observers (x, y, eye above the
ground) and the radius, all in sheet meters. GDAL is asked what the sight table answers: the least height
above ground at which a target is seen.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from osgeo import gdal  # type: ignore[import-not-found,unused-ignore]

gdal.UseExceptions()
gdal.SetConfigOption("GDAL_NUM_THREADS", "1")


def main(path: str) -> None:
    file = np.load(path)
    heights, (x0, y0, cell, radius) = file["heights"], file["frame"].tolist()
    rows, cols = heights.shape
    ground = gdal.GetDriverByName("MEM").Create("", cols, rows, 1, gdal.GDT_Float32)
    ground.SetGeoTransform((x0 - cell / 2, cell, 0, cell / 2 - y0, 0, -cell))
    band = ground.GetRasterBand(1)
    band.WriteArray(heights)
    observers = file["observers"].tolist()
    started = time.perf_counter()
    for x, y, eye in observers:
        gdal.ViewshedGenerate(
            band, "MEM", "", [], x, -y, eye, 0, 255, 0, 0, 0, 1 - 1 / 1.165, gdal.GVM_Edge, radius,
            heightMode=gdal.GVOT_MIN_TARGET_HEIGHT_FROM_GROUND,
        )  # fmt: skip
    print((time.perf_counter() - started) / len(observers))


main(sys.argv[1])

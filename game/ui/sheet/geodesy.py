"""Degrees on the sheet: from meters of a transverse Mercator zone back to latitude and longitude."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

RADIUS_M, FLATTENING = 6_378_137.0, 1 / 298.257223563
FALSE_EAST_M, SCALE = 500_000.0, 0.9996
MERIDIAN = 129.0
"""Central meridian of UTM zone 52."""


def degrees(east: F64, north: F64, meridian: float = MERIDIAN) -> tuple[F64, F64]:
    """Latitude and longitude, in degrees on WGS 84, of places in a northern UTM zone.

    Parameters
    ----------
    east, north : float64
        Meters of the zone; they broadcast.
    meridian : float
        Central meridian in degrees.

    Returns
    -------
    latitude, longitude : float64
        Good to a millimeter within the zone: Krueger's series to the third power of the third flattening
        (Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011), eq. 11-23).
    """
    n = FLATTENING / (2 - FLATTENING)
    a = RADIUS_M / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96,
        n**2 / 48 + n**3 / 15,
        17 * n**3 / 480,
    )
    xi, eta = north / (SCALE * a), (east - FALSE_EAST_M) / (SCALE * a)
    x, y = xi + 0.0 * eta, eta + 0.0 * xi
    for k, b in enumerate(beta, 1):
        x = x - b * np.sin(2 * k * xi) * np.cosh(2 * k * eta)
        y = y - b * np.cos(2 * k * xi) * np.sinh(2 * k * eta)
    tan_conformal = np.sin(x) / np.hypot(np.sinh(y), np.cos(x))
    longitude = meridian + np.degrees(np.arctan2(np.sinh(y), np.cos(x)))
    return np.degrees(np.arctan(_geodetic(tan_conformal))), longitude


def _geodetic(conformal: F64) -> F64:
    """Tangent of the geodetic latitude from that of the conformal one, by three steps of Newton's method."""
    e = np.sqrt(FLATTENING * (2 - FLATTENING))
    tau = conformal
    for _ in range(3):
        sigma = np.sinh(e * np.arctanh(e * tau / np.hypot(1, tau)))
        guess = tau * np.hypot(1, sigma) - sigma * np.hypot(1, tau)
        slope = np.hypot(1, guess) * np.hypot(1, tau) * (1 - e * e) / (1 + (1 - e * e) * tau * tau)
        tau = tau + (conformal - guess) / slope
    return np.asarray(tau)

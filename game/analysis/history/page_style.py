"""Colors and layout of the report: light and dark by the reader's system, and for paper."""

from __future__ import annotations

SOVIET, JAPANESE, INK, FAINT, RECORD = "#a8382c", "#2d4870", "#22262b", "#8a8f96", "#9a6a00"
"""What drawings are colored with where no style sheet reaches; the sheet below brings in the dark ones."""

STYLE = """
:root { --paper: #fbfaf6; --ink: #22262b; --faint: #646a72; --rule: #d9d5c9; --box: #f2efe6;
  --soviet: #a8382c; --japanese: #2d4870; --pass: #2f6b3a; --near: #8a6100; --fail: #a5281f;
  --record: #9a6a00; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 24px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 20px; margin: 36px 0 8px; border-bottom: 1px solid var(--rule); padding-bottom: 4px; }
h3 { font-size: 16px; margin: 16px 0 4px; }
p { max-width: 80ch; margin: 6px 0; }
.faint, figcaption, .key { color: var(--faint); font-size: 0.88em; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 3px 10px 3px 0;
  border-bottom: 1px solid var(--rule); }
th { font-weight: 600; }
th.n, td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
tr.head td { font-weight: 600; background: var(--box); padding-left: 6px; }
.pass, .inside { color: var(--pass); font-weight: 600; }
.near { color: var(--near); font-weight: 600; }
.fail, .outside { color: var(--fail); font-weight: 600; }
.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px; margin: 12px 0; }
.card { background: var(--box); padding: 10px 12px; border-radius: 4px; }
.card b { display: block; font-size: 24px; line-height: 1.2; }
.maps, .charts { display: grid; grid-template-columns: repeat(2, 1fr); gap: 16px; }
.maps { grid-template-columns: repeat(3, 1fr); }
figure { margin: 0; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--ink); font-family: inherit; }
.axis { stroke: var(--faint); } .faintfill { fill: var(--faint); } .ink { stroke: var(--ink); }
.inkfill { fill: var(--ink); }
.r-fill { fill: var(--record); } .s-fill { fill: var(--soviet); } .s-line { stroke: var(--soviet); }
.j-fill { fill: var(--japanese); } .j-line { stroke: var(--japanese); }
.map text { fill: #22262b; paint-order: stroke; stroke: #f3eedd; stroke-width: 50px; }
@media (max-width: 700px) { .cards, .maps, .charts { grid-template-columns: 1fr; } }
@media (prefers-color-scheme: dark) {
  :root { --paper: #17191c; --ink: #e6e3da; --faint: #a2a7ad; --rule: #3a3e44; --box: #212429;
    --soviet: #e0705f; --japanese: #7ea6de; --pass: #7cc48a; --near: #e0b04a; --fail: #f08a7f;
  --record: #e0b04a; }
  .map .s-fill { fill: #a8382c; } .map .s-line { stroke: #a8382c; }
  .map .j-fill { fill: #2d4870; } .map .j-line { stroke: #2d4870; }
  .map { filter: brightness(0.86); }
  .map .ink { stroke: #22262b; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --faint: #444; --rule: #bbb; --box: #f2f2f2; --soviet: #a8382c;
    --japanese: #2d4870; --pass: #2f6b3a; --near: #8a6100; --fail: #a5281f;
  --record: #9a6a00; }
  body { max-width: none; padding: 0; font-size: 11px; }
  table { font-size: 10px; }
  figure, tr, .card { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .map { filter: none; }
}
"""

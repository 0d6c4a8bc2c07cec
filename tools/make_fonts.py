"""Fill `assets/fonts/` from a folder of fetched font packages: PT whole, Noto Sans cut to what we need.

Run: `python -m tools.make_fonts SOURCE [--out FOLDER]`, where SOURCE holds the unpacked packages named in
`assets/fonts/README.md`, at any depth. The same source and the same texts give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from game import locate

# PT reserves its names on modified files, and a subset is a modified file: these are copied byte for byte.
WHOLE = {
    "PTSans_400Regular.ttf": "PTSans-Regular.ttf",
    "PTSans_700Bold.ttf": "PTSans-Bold.ttf",
    "PTSans_400Regular_Italic.ttf": "PTSans-Italic.ttf",
    "PTSansNarrow_400Regular.ttf": "PTSansNarrow-Regular.ttf",
    "PTSansNarrow_700Bold.ttf": "PTSansNarrow-Bold.ttf",
    "PTSerif_400Regular.ttf": "PTSerif-Regular.ttf",
    "PTSerif_400Regular_Italic.ttf": "PTSerif-Italic.ttf",
    "PTSerif_700Bold.ttf": "PTSerif-Bold.ttf",
}
# Licence text of a family: the package folder that carries it is found through one of its fonts.
LICENCES = {
    "PTSans_400Regular.ttf": "OFL-PTSans.txt",
    "PTSansNarrow_400Regular.ttf": "OFL-PTSansNarrow.txt",
    "PTSerif_400Regular.ttf": "OFL-PTSerif.txt",
    "NotoSansJP_400Regular.ttf": "OFL-NotoSansJP.txt",
    "NotoSansKR_400Regular.ttf": "OFL-NotoSansKR.txt",
    "NotoSansSC_400Regular.ttf": "OFL-NotoSansSC.txt",
}
LICENCE_NAME = "LICENSE_FONT"
REGULAR, BOLD = "NotoSansJP_400Regular.ttf", "NotoSansJP_700Bold.ttf"
# Korean and Chinese place names bring letters and characters that no Japanese font has.
OTHERS = {
    "NotoSansKR_400Regular.ttf": "NotoSansKR-Regular.ttf",
    "NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
}
PLACES = "두만강장고봉경흥방천고성张鼓峰图们江馆"
FEATURES = ["kern", "liga", "palt", "ccmp", "locl"]
KANA = (*range(0x3000, 0x3040), *range(0x3040, 0x3100), *range(0xFF00, 0xFFF0))
# Signs a text may bring from a keyboard or a source and that PT lacks.
SIGNS = "→←↑↓↔↕↖↗↘↙⇒⇔■□▲△▼▽◆◇○◎●★☆※✓′″√≒≡∞≪≫∈①②③④⑤⑥⑦⑧⑨⑩"
GREEK = (*range(0x0391, 0x03AA), *range(0x03B1, 0x03CA))
PINYIN = range(0x01CD, 0x01DD)
# Names and words of the subject that must show whatever the scenarios hold on the day.
WORDS = (
    "張鼓峰張鼓峯沙草峰沙草峯豆満江図們江将軍峰無名高地機関銃高地松乃木台慶興咸鏡北道羅津雄基琿春洋館坪古城防川項水流峰"
    "満洲国満州朝鮮軍関東軍師団旅団聯隊連隊大隊中隊小隊分隊歩兵騎兵砲兵山砲野砲重砲榴弾砲高射砲速射砲迫撃砲擲弾筒機関銃"
    "工兵輜重通信国境守備隊警察隊装甲列車戦車航空偵察爆撃戦闘機赤軍労農狙撃極東方面軍太平洋艦隊沿海"
    "尾高亀蔵千田貞季佐藤幸徳鈴木重厚森本伊一郎田中隆吉大城戸三治中島平原小林竹下平昭和年月日曜火水木金土午前午後時分"
    "兵力損害死傷捕虜弾薬補給士気疲労制圧突撃射撃移動待機塹壕天候視界夜間昼間湿地湖川道路鉄道村丘稜線草原勝利敗北引分"
    "第一二三四五六七八九十百千万北南東西中央上下左右前後新旧開始終了選択戻次軽重中将少大佐尉曹兵長司令部本部指揮官"
    "命令計画実行検討地図設定保存読込終了言語日本語ソ連側日本側湖岸ハサン"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """One subset to make: where from, where to, which characters."""

    source: str
    target: str
    characters: frozenset[int]


def jis_level_1() -> frozenset[int]:
    """The 2,965 kanji of JIS X 0208 level 1: rows 0xB0 to 0xCF of EUC-JP."""
    found = set()
    for row in range(0xB0, 0xD0):
        for cell in range(0xA1, 0xFF):
            found |= {ord(c) for c in bytes((row, cell)).decode("euc_jp", "ignore")}
    return frozenset(found)


def texts() -> Iterator[Path]:
    """Every text file whose characters the player may see."""
    yield from sorted(locate.scenarios().rglob("*.yaml"))
    for pattern in ("locale/**/*.po", "handbook/**/*.md", "terrain/*.json"):
        yield from sorted(locate.assets().glob(pattern))


def used(paths: Iterable[Path]) -> frozenset[int]:
    """Characters of these files."""
    return frozenset(ord(c) for path in paths for c in path.read_text(encoding="utf-8"))


def glyphs(font: Path) -> frozenset[int]:
    """Characters a font can draw."""
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def in_every(fonts: Iterable[Path]) -> frozenset[int]:
    """Characters that each of these fonts can draw."""
    return frozenset.intersection(*map(glyphs, fonts))


def japanese_cuts(ours: frozenset[int]) -> tuple[Cut, Cut]:
    """The two Japanese files: level 1 in regular, our own words in bold."""
    words = ours | {ord(c) for c in WORDS + SIGNS} | {*KANA, *GREEK, *PINYIN}
    return (
        Cut(REGULAR, "NotoSansJP-Regular.ttf", words | jis_level_1()),
        Cut(BOLD, "NotoSansJP-Bold.ttf", words),
    )


def subset(source: Path, target: Path, characters: frozenset[int]) -> None:
    """Write the part of a font that these characters need, without hinting."""
    options = Options(layout_features=FEATURES, hinting=False, recalc_timestamp=False)
    with TTFont(source, recalcTimestamp=False) as font:
        cutter = Subsetter(options)
        cutter.populate(unicodes=sorted(characters))
        cutter.subset(font)
        font.save(target, reorderTables=True)


def cuts(source: Path, ours: frozenset[int]) -> Iterator[Cut]:
    """All subsets to make: Japanese first, then each other font takes what is still missing."""
    missing = ours
    for cut in japanese_cuts(ours):
        missing -= glyphs(locate_file(source, cut.source))
        yield cut
    for name, target in OTHERS.items():
        served = missing & glyphs(locate_file(source, name))
        missing -= served
        yield Cut(name, target, served)


def locate_file(source: Path, name: str) -> Path:
    """The one file of this name below the source folder."""
    found = sorted(source.rglob(name))
    if not found:
        raise FileNotFoundError(f"{name} is not below {source}; see assets/fonts/README.md for the packages")
    return found[0]


def licence_of(source: Path, font: str) -> Path:
    """Licence text of the package that holds a font: the nearest one above the file."""
    for folder in locate_file(source, font).parents:
        if (folder / LICENCE_NAME).is_file():
            return folder / LICENCE_NAME
        if folder == source:
            break
    raise FileNotFoundError(f"no {LICENCE_NAME} above {font} in {source}")


def make(source: Path, out: Path) -> list[Path]:
    """Write fonts and licence texts; returns what was written."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, target in WHOLE.items():
        (out / target).write_bytes(locate_file(source, name).read_bytes())
        written.append(out / target)
    for name, target in LICENCES.items():
        text = licence_of(source, name).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        (out / target).write_text(text, encoding="utf-8", newline="\n")
        written.append(out / target)
    latin = in_every(out / target for target in WHOLE.values())
    for cut in cuts(source, (used(texts()) | set(map(ord, PLACES))) - latin):
        subset(locate_file(source, cut.source), out / cut.target, cut.characters)
        written.append(out / cut.target)
    return written


def main() -> int:
    parser = argparse.ArgumentParser(description="Fill assets/fonts from fetched font packages.")
    parser.add_argument("source", type=Path, help="folder that holds the unpacked packages")
    parser.add_argument("--out", type=Path, default=locate.assets() / "fonts", help="folder to fill")
    given = parser.parse_args()
    try:
        written = make(given.source, given.out)
    except OSError as fault:
        print(f"fonts not made: {fault}", file=sys.stderr)
        return 1
    for path in written:
        print(f"{path.name:28} {path.stat().st_size:>9,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

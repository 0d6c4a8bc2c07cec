"""Text drawing: coverage of every text we ship, fallback by runs, layout laws, broken font files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from game import locate
from game.ui.kit import fonts, typefaces
from game.ui.kit.typefaces import ROLES
from tools import make_fonts

FOLDER = locate.assets() / "fonts"
FILES = sorted(path.name for path in FOLDER.glob("*.ttf"))
CYRILLIC = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№«»"
FINNISH = "ÅÄÖåäöŠšŽž"
INK = (20, 20, 20)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    fonts.clear()
    yield
    fonts.clear()


def glyphs(file: str) -> frozenset[int]:
    with TTFont(FOLDER / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


GLYPHS = {file: glyphs(file) for file in FILES}


def undrawable(text: str, role: str) -> set[str]:
    """Characters for which the font that the fallback chooses has no glyph."""
    use = ROLES[role]
    lost = set()
    for char in {c for c in text if not c.isspace()}:
        chosen = typefaces.serving(use, typefaces.japanese_for(use, char), char)
        if ord(char) not in GLYPHS[chosen]:
            lost.add(char)
    return lost


def test_all_files_of_the_roles_are_bundled_with_a_licence() -> None:
    wanted = {file for role in ROLES.values() for file in (role.file, role.japanese)}
    assert (
        wanted | set(typefaces.OTHERS)
        == set(FILES)
        == {
            *make_fonts.WHOLE.values(),
            *make_fonts.OTHERS.values(),
            "NotoSansJP-Regular.ttf",
            "NotoSansJP-Bold.ttf",
        }
    )
    for name in make_fonts.LICENCES.values():
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES)
def test_our_own_reading_of_the_character_map_is_right(file: str) -> None:
    assert typefaces.face(file).covers == GLYPHS[file]


@pytest.mark.parametrize("role", ROLES)
def test_every_character_of_the_scenarios_can_be_drawn(role: str) -> None:
    paths = sorted(locate.scenarios().rglob("*.yaml"))
    assert paths
    for path in paths:
        lost = undrawable(path.read_text(encoding="utf-8"), role)
        assert not lost, (
            f"{path.name}: no glyph in role {role} for {''.join(sorted(lost))}; run tools/make_fonts.py"
        )


@pytest.mark.parametrize("role", ROLES)
def test_every_character_of_catalogues_and_handbook_can_be_drawn(role: str) -> None:
    for path in (p for p in make_fonts.texts() if p.suffix in {".po", ".md"}):
        lost = undrawable(path.read_text(encoding="utf-8"), role)
        assert not lost, (
            f"{path.name}: no glyph in role {role} for {''.join(sorted(lost))}; run tools/make_fonts.py"
        )


@pytest.mark.parametrize("role", ROLES)
def test_every_name_on_the_map_can_be_drawn(role: str) -> None:
    path = locate.assets() / "terrain" / "features.json"
    names = [
        feature.get("name") or {} for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
    ]
    assert not undrawable("".join(text for name in names for text in name.values()), role)


@pytest.mark.parametrize("role", ROLES)
def test_russian_finnish_and_figures_come_from_the_role_itself(role: str) -> None:
    own = GLYPHS[ROLES[role].file]
    assert not {c for c in CYRILLIC + FINNISH + "0123456789–—…½×±°−" if ord(c) not in own}


@pytest.mark.parametrize(
    "name", ["張鼓峰", "沙草峰", "豆満江", "将軍峰", "慶興", "咸鏡", "ハサン湖", "第七十五聯隊"]
)
def test_names_of_the_subject_are_in_both_weights(name: str) -> None:
    for file in ("NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf"):
        assert not {c for c in name if ord(c) not in GLYPHS[file]}


@pytest.mark.parametrize(
    ("name", "file"), [("장고봉", "NotoSansKR-Regular.ttf"), ("张", "NotoSansSC-Regular.ttf")]
)
def test_korean_and_chinese_names_have_their_fonts(name: str, file: str) -> None:
    assert {piece.file for piece in fonts.runs(name, "title", 20)} == {file}


def test_a_mixed_line_is_split_where_the_font_changes() -> None:
    pieces = fonts.runs("張鼓峰 · Changkufeng", "serif", 20)
    japanese = [(p.text, p.px) for p in pieces if p.file == "NotoSansJP-Regular.ttf"]
    own = "".join(p.text for p in pieces if p.file == "PTSerif-Regular.ttf")
    assert japanese == [("張鼓峰", 18)]
    assert own == " · Changkufeng"
    assert {p.px for p in pieces if p.file == "PTSerif-Regular.ttf"} == {20}


def test_one_line_has_one_weight_of_japanese() -> None:
    assert ord("娃") not in GLYPHS["NotoSansJP-Bold.ttf"]
    assert {p.file for p in fonts.runs("張鼓峰", "title", 20)} == {"NotoSansJP-Bold.ttf"}
    assert {p.file for p in fonts.runs("張鼓峰娃", "title", 20)} == {"NotoSansJP-Regular.ttf"}


@pytest.mark.parametrize("role", ROLES)
def test_a_drawn_kanji_is_not_the_empty_box(role: str) -> None:
    box = typefaces.opened(ROLES[role].file, 32).render("張", True, INK)
    drawn = fonts.render("張", role, 32, INK)
    assert drawn.get_size() != box.get_size() or pygame.surfarray.array_alpha(drawn).sum() > 0
    assert not np.array_equal(pygame.surfarray.array_alpha(drawn), pygame.surfarray.array_alpha(box))
    assert pygame.surfarray.array_alpha(drawn).any()


@pytest.mark.parametrize("role", ROLES)
def test_every_line_of_a_role_has_the_same_height(role: str) -> None:
    texts = ("Zaozernaya", "Заозёрная", "張鼓峰", "張鼓峰 · Changkufeng", "", "Å")
    heights = {fonts.render(text, role, 19, INK).get_height() for text in texts}
    assert heights == {fonts.line_height(role, 19)}
    assert 0 < fonts.ascent(role, 19) < fonts.line_height(role, 19)


@given(
    text=st.text(st.sampled_from("AVTo 1,.йЖё張鼓峰Ää→"), max_size=14),
    role=st.sampled_from(sorted(ROLES)),
    px=st.integers(6, 40),
    halo=st.integers(0, 3),
    spacing=st.sampled_from([0.0, 0.5, 1.0, 4.0]),
)
def test_measure_tells_the_size_of_render(text: str, role: str, px: int, halo: int, spacing: float) -> None:
    drawn = fonts.render(text, role, px, INK, halo=(255, 255, 255), halo_px=halo, spacing=spacing)
    assert drawn.get_size() == fonts.measure(text, role, px, halo_px=halo, spacing=spacing)


def test_spaces_are_never_kerned_away() -> None:
    for text in ("Battalion, 118th", "hyökättiin Åbo"):
        before, after = text.split(" ")
        parts = sum(fonts.measure(part, "body", 15)[0] for part in (before, " ", after))
        assert fonts.measure(text, "body", 15)[0] == parts
        assert fonts.measure(" ", "body", 15)[0] >= 3


def test_letter_spacing_keeps_kerning_and_adds_its_width() -> None:
    plain, spaced = (fonts.measure("BATTLE", "narrow-bold", 14, spacing=s)[0] for s in (0, 2))
    assert abs(spaced - plain - 10) <= 2


def test_halo_surrounds_the_letters() -> None:
    bare = fonts.render("Тест", "title", 20, INK)
    drawn = fonts.render("Тест", "title", 20, INK, halo=(255, 0, 0), halo_px=2)
    assert drawn.get_size() == (bare.get_width() + 4, bare.get_height() + 4)
    red = pygame.surfarray.array_red(drawn)
    solid = pygame.surfarray.array_alpha(drawn) > 200
    assert (red[solid] > 200).any()
    assert (red[solid] < 60).any()
    assert solid.sum() > 1.5 * (pygame.surfarray.array_alpha(bare) > 200).sum()


def test_alpha_of_the_color_thins_the_text() -> None:
    thick, thin = (fonts.render("1017", "narrow", 20, (*INK, alpha)) for alpha in (255, 128))
    assert abs(int(pygame.surfarray.array_alpha(thin).max()) - 128) <= 2
    assert pygame.surfarray.array_alpha(thick).max() == 255


def test_equal_calls_share_one_picture() -> None:
    one = fonts.render("7-6-4", "narrow-bold", 20, INK)
    assert fonts.render("7-6-4", "narrow-bold", 20.2, pygame.Color(*INK)) is one
    assert fonts.render("7-6-4", "narrow-bold", 20, (20, 20, 21)) is not one


def test_sizes_are_brought_into_range() -> None:
    assert fonts.line_height("body", -5) == fonts.line_height("body", typefaces.SMALLEST)
    assert fonts.line_height("body", 9999) == fonts.line_height("body", typefaces.LARGEST)


@pytest.mark.parametrize("text", ["", "nul\x00", "two\nlines\ttab", "half \ud800 pair", "🙂", "\u202eback"])
def test_odd_text_does_no_harm(text: str) -> None:
    assert fonts.render(text, "body", 15, INK).get_width() >= 1


def test_an_unknown_role_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"no type role 'gothic'; known are title, body"):
        fonts.render("x", "gothic", 12, INK)


def test_a_missing_font_falls_back_with_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typefaces, "folder", lambda: tmp_path)
    assert fonts.complaints() == ()
    assert fonts.render("Hello", "body", 15, INK).get_width() > 10
    assert fonts.render("Again", "body", 22, INK).get_width() > 10
    mine = [line for line in fonts.complaints() if "PTSans-Regular.ttf" in line]
    assert mine == ["The font file PTSans-Regular.ttf is missing, so text is drawn in a plain built-in font."]


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"\x00\x01\x00\x00\xff\xff", b"\x00" * 400])
def test_a_broken_font_falls_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    (tmp_path / "PTSans-Regular.ttf").write_bytes(content)
    monkeypatch.setattr(typefaces, "folder", lambda: tmp_path)
    assert fonts.render("Hello", "body", 15, INK).get_width() > 10
    assert any("PTSans-Regular.ttf cannot be read" in line for line in fonts.complaints())


def test_a_font_cut_short_falls_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (FOLDER / "PTSans-Regular.ttf").read_bytes()
    (tmp_path / "PTSans-Regular.ttf").write_bytes(whole[: len(whole) // 50])
    monkeypatch.setattr(typefaces, "folder", lambda: tmp_path)
    assert fonts.render("Hello", "body", 15, INK).get_width() > 10
    assert fonts.complaints()


def test_fonts_come_back_after_the_module_was_stopped() -> None:
    before = fonts.render("Hello", "body", 15, INK).get_size()
    pygame.font.quit()
    assert fonts.render("Hello", "body", 16, INK).get_height() >= before[1]
    assert fonts.measure("Hello", "body", 15) == before


def test_level_1_is_complete_in_the_regular_font() -> None:
    level = make_fonts.jis_level_1()
    assert len(level) == 2965
    assert level <= GLYPHS["NotoSansJP-Regular.ttf"]


def test_subsets_have_the_same_bytes_every_time(tmp_path: Path) -> None:
    source = FOLDER / "NotoSansJP-Bold.ttf"
    for name in ("one.ttf", "two.ttf"):
        make_fonts.subset(source, tmp_path / name, frozenset(map(ord, "張鼓峰ハサン")))
    assert (tmp_path / "one.ttf").read_bytes() == (tmp_path / "two.ttf").read_bytes()
    assert set(TTFont(tmp_path / "one.ttf").getBestCmap()) == set(map(ord, "張鼓峰ハサン"))


def test_the_tool_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"PTSans_400Regular\.ttf is not below"):
        make_fonts.make(tmp_path, tmp_path / "out")

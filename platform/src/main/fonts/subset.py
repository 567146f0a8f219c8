#!/usr/bin/env python3
"""Makes the small fonts in src/main/resources/fonts from the full 全字庫 fonts and Liberation Serif.

Needs fonttools (Debian: python3-fonttools) and Debian's fonts-cns11643-sung and fonts-liberation.
Usage: subset.py
"""

import pathlib

from fontTools import subset

FONTS = pathlib.Path("/usr/share/fonts/truetype")
SMALL = pathlib.Path(__file__).parent.parent / "resources/fonts"

LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013}


def big5(first, last):
    """The characters of Big5 whose lead byte lies between first and last."""
    for lead in range(first, last + 1):
        for trail in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]:
            try:
                yield ord(bytes([lead, trail]).decode("big5"))
            except UnicodeDecodeError:
                pass


def listed(name):
    return {ord(c) for c in (pathlib.Path(__file__).parent / name).read_text("utf-8") if not c.isspace()}


def write(source, target, characters, name=None):
    options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True, glyph_names=name is not None)
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "gasp"]
    font = subset.load_font(FONTS / source, options)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=characters)
    chosen.subset(font)
    if name:  # the licence reserves the old name for the whole font
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = name
    subset.save_font(font, SMALL / target, options)
    print(f"{target}: {len(font.getBestCmap())} characters, {(SMALL / target).stat().st_size:,} bytes")


common = {*big5(0xA1, 0xA3), *big5(0xA4, 0xC6)}  # punctuation and level 1: 5,401 characters
names = listed("names-and-places.txt")
write("cns11643/TW-Sung-98_1.ttf", "TW-Sung-subset.ttf", common | LATIN | {0x2026, 0x3007} | names)
write("cns11643/TW-Sung-Ext-B-98_1.ttf", "TW-Sung-Ext-B-subset.ttf", {c for c in names if c > 0xFFFF})
write("liberation/LiberationSerif-Regular.ttf", "Qiao-Latin.ttf", LATIN, name="QiaoLatin")

"""Sums over the raw files, taken without the product: feed,batch,measure,sum.

    python3 feed_sums.py shared/data/open > ../resources/feeds/raw-sums.csv
"""
import collections
import csv
import glob
import gzip
import io
import json
import os
import re
import sys

root = sys.argv[1]
sums = collections.Counter()


def text(path):
    raw = open(path, "rb").read()
    raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    if raw[:2] == b"\xff\xfe":
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp950")


def rows(path, separator=","):
    return [r for r in csv.reader(io.StringIO(text(path)), delimiter=separator) if any(c.strip() for c in r)]


def files(feed):
    return sorted(glob.glob(os.path.join(root, feed, "*")))


def add(feed, batch, measure, value):
    sums[(feed, batch, measure)] += value


for path in files("vital-events-by-village"):
    batch = os.path.basename(path)[:7]
    head = None
    for r in rows(path):
        if "區域別" in r:
            head = [c.strip() for c in r]
        elif r[0].isdigit():
            add("vital-events-by-village", batch, "rows", 1)
            for measure, names in {
                "births": ["出生數"],
                "deaths": ["死亡數"],
                "marriages": ["結婚對數", "結婚對數_異性", "結婚對數_同性"],
                "divorces": ["離婚對數", "離婚對數_異性", "離婚對數_同性"],
            }.items():
                add("vital-events-by-village", batch, measure, sum(int(r[head.index(n)]) for n in names if n in head))

for path in files("population-by-village"):
    batch = os.path.basename(path)[:7]
    for r in rows(path)[1:]:
        add("population-by-village", batch, "rows", 1)
        for measure, position in {"households": 4, "people": 5, "men": 6, "under_15": 8, "over_64": 10}.items():
            add("population-by-village", batch, measure, int(r[position]))

for path in files("income-tax-by-village"):
    batch = os.path.basename(path)[:4]
    data = rows(path)[1:]
    keys = collections.Counter(tuple(c.replace("台", "臺") for c in r[:3]) for r in data)
    for r in data:
        # which of two different rows of one village is right nobody knows
        if keys[tuple(c.replace("台", "臺") for c in r[:3])] == 1:
            add("income-tax-by-village", batch, "rows", 1)
            add("income-tax-by-village", batch, "tax_units", int(r[3]))
            add("income-tax-by-village", batch, "income", int(r[4]))

for path in files("education-by-village"):
    batch = os.path.basename(path)[:4]
    data = rows(path, "\t" if batch in ("2013", "2014") else ",")
    head = next([c.strip() for c in r] for r in data if "總計" in [c.strip() for c in r])
    for r in data:
        if r[0].strip().isdigit():
            add("education-by-village", batch, "people", sum(int(c) for c in r[head.index("總計") + 1 :]))
            for i in range(head.index("總計") + 1, len(head)):
                if head[i].startswith("碩畢"):
                    add("education-by-village", batch, "master_graduated", int(r[i]))

for path in files("population-by-age-2015-05"):
    batch = os.path.basename(path)[:5]
    data = rows(path)
    for r in data[1:]:
        add("population-by-age-2015-05", batch, "people", int(r[4]))
        add("population-by-age-2015-05", batch, "aged_65_and_more", sum(int(c) for c in r[7 + 130 : 7 + 202]))

for path in files("traffic-accidents-fatal"):
    batch = os.path.basename(path)[:4]
    data = rows(path)
    wide = len(data[0]) > 4
    for r in data[1:]:
        found = re.fullmatch(r"死亡(\d+);受傷(\d+)", r[32 if wide else 2])
        if found and (not wide or r[33] == "1"):
            add("traffic-accidents-fatal", batch, "rows", 1)
            add("traffic-accidents-fatal", batch, "deaths", int(found.group(1)))
            add("traffic-accidents-fatal", batch, "injured", int(found.group(2)))

for name in ("bicycle", "car", "motorcycle", "residential", "robbery", "snatching"):
    for r in rows(os.path.join(root, "taipei-crime-points", name + ".csv"))[1:]:
        if r[0]:
            add("taipei-crime-points", r[1], "rows", 1)

for cell in json.load(open(os.path.join(root, "daytime-population-h3", "h3_population_res7.json")))["cells"]:
    add("daytime-population-h3", "h3_population_res7", "rows", 1)
    add("daytime-population-h3", "h3_population_res7", "day", round(cell["d"] * 10))
    add("daytime-population-h3", "h3_population_res7", "night", round(cell["n"] * 10))

for cell in json.load(open(os.path.join(root, "daytime-population-h3", "h3_demographics_res7.json")))["cells"]:
    add("daytime-population-h3-demographics", "h3_demographics_res7", "rows", 1)
    for measure, key in (("people", "p"), ("households", "hh"), ("men", "m"), ("women", "f")):
        add("daytime-population-h3-demographics", "h3_demographics_res7", measure, round(cell[key] * 10))

print("feed,batch,measure,sum")
for (feed, batch, measure), value in sorted(sums.items()):
    print(f"{feed},{batch},{measure},{value}")

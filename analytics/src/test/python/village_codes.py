"""Makes data/boundaries/village-codes.csv and village-changes.csv of the published files.

Usage: village_codes.py FOLDER_OF_OPEN_DATA TARGET_FOLDER

A code is valid in the months in which the population (2014-04 to 2021-03) or the vital events (2018-01 to 2024-12)
name it. Where codes of a township go, come, or change their population by a leap in one month, people are balanced:
those of villages that are gone must be found in others. Only what the balance leaves one answer for is told as known.
"""
import collections
import csv
import glob
import gzip
import sys

SMALL = 40          # people by which a village changes in a month without anything having happened
PART = 0.03
RESIDUAL = 0.02     # of the gain of a village; births, deaths and removals of the month
STEPS = 1_500_000
STEP_OF_CODE = 3    # people that a village farther away in the list of codes must balance better
MARGIN = 15


def rows(path):
    for row in csv.reader(gzip.open(path, "rt", encoding="utf-8-sig")):
        if len(row) > 4:
            yield [cell.strip().strip("\u3000") for cell in row]


def area(name):
    return name.replace(" ", "").replace("\u3000", "").replace("台", "臺")


def months(folder):
    people, names = {}, collections.defaultdict(dict)
    for path in sorted(glob.glob(folder + "/population-by-village/*.csv.gz")):
        month = path[-14:-7]
        people[month] = {}
        for row in rows(path):
            if row[0][:1] == "2":
                code = row[1].replace("-", "")
                people[month][code] = int(row[5])
                names[month][code] = (area(row[2]), row[3])
    for path in sorted(glob.glob(folder + "/vital-events-by-village/*.csv.gz")):
        month = path[-14:-7]
        if month in people:
            continue
        for row in rows(path):
            if row[0][:1] == "1" and row[1].isdigit():
                names[month][row[1]] = (area(row[2]), row[3])
    return people, names


def exact(sources, sinks, come):
    """Which sink takes each source, if one answer balances better than all others; None otherwise.

    Between answers that balance alike, neighbours in the list of codes are likelier, unless the code is new.
    """
    sinks = sorted(sinks.items(), key=lambda sink: -sink[1])
    order = sorted(sources.items(), key=lambda source: -source[1])
    room = [gain for _, gain in sinks]
    best, second, answer, chosen, steps = sys.maxsize, sys.maxsize, None, [0] * len(order), 0

    def search(at):
        nonlocal best, second, answer, steps
        steps += 1
        if steps > STEPS or sum(-left for left in room if left < 0) >= second:
            return
        if at == len(order):
            cost = sum(abs(left) for left in room) + sum(
                STEP_OF_CODE * abs(int(source) - int(sinks[i][0]))
                for (source, _), i in zip(order, chosen) if sinks[i][0] not in come)
            if cost < best:
                best, second, answer = cost, best, list(chosen)
            elif cost < second:
                second = cost
            return
        for i in range(len(sinks)):
            room[i] -= order[at][1]
            chosen[at] = i
            search(at + 1)
            room[i] += order[at][1]

    search(0)
    total = sum(gain for _, gain in sinks)
    if steps > STEPS or best > max(150, 0.15 * total) or second < best + MARGIN:
        return None
    return {source: sinks[i][0] for (source, _), i in zip(order, answer)}


def changes_of(month, before, after, names_before, names_after):
    towns = collections.defaultdict(lambda: ({}, {}))
    for code in set(before) | set(after):
        old, new = before.get(code, 0), after.get(code, 0)
        town = (names_after.get(code) or names_before[code])[0]
        if code not in before or code not in after or abs(new - old) > max(SMALL, PART * old):
            (towns[town][0] if new < old else towns[town][1])[code] = abs(new - old)
    for town, (sources, sinks) in sorted(towns.items()):
        gone = {code for code in sources if code not in after}
        come = {code for code in sinks if code not in before}
        if not gone and not come:
            continue
        yield from balance(month, sources, sinks, gone, come, before, names_before, names_after)


def balance(month, sources, sinks, gone, come, before, names_before, names_after):
    alike = {}
    for code in gone:
        same = [other for other in come if names_alike(names_before[code][1], names_after[other][1])]
        if len(same) == 1 and abs(sources[code] - sinks[same[0]]) <= max(25, RESIDUAL * sources[code]):
            alike[code] = same[0]
    for code, other in alike.items():
        yield month, code, other, "recoded", 1.0, "name"
    sources = {c: n for c, n in sources.items() if c not in alike}
    sinks = {c: n for c, n in sinks.items() if c not in alike.values()}
    if gone - set(alike) and not sinks:
        # what is left of a village goes among neighbours who grow too little to tell
        for code in sorted(gone - set(alike)):
            yield month, code, "", "dissolved", 1.0, "unknown"
        return
    total = sum(sinks.values())
    if len(sinks) == 1:
        answer = {source: next(iter(sinks)) for source in sources}
    elif len(sources) == 1 or not sources:
        answer = None
    else:
        answer = exact(sources, sinks, come)
    for source in sorted(sources):
        kind = "merged" if source in gone else "split"
        if answer:
            yield month, source, answer[source], kind, round(sources[source] / before[source], 4), "balance"
            continue
        for sink in sorted(sinks):
            share = sources[source] / before[source] * sinks[sink] / total
            evidence = "balance" if len(sources) == 1 else "township"
            yield month, source, sink, kind, round(share, 4), evidence


def names_alike(one, other):
    plain = [name.replace("里", "").replace("村", "") for name in (one, other)]
    return len(plain[0]) == len(plain[1]) and all(
        a == b or "?" in (a, b) or "\ue000" <= a <= "\uf8ff" or "\ue000" <= b <= "\uf8ff"
        or a >= "\U000f0000" or b >= "\U000f0000" for a, b in zip(*plain))


def without_people(month, before, after):
    """Changes since 2021-04, for which there is no population: only names can say something."""
    gone = sorted(set(before) - set(after))
    come = sorted(set(after) - set(before))
    for code in gone:
        same = [c for c in come if after[c][0] == before[code][0] and names_alike(before[code][1], after[c][1])]
        if len(same) == 1:
            yield month, code, same[0], "recoded", 1.0, "name"
        else:
            yield month, code, "", "dissolved", 1.0, "unknown"
    for code in come:
        yield month, "", code, "established", 1.0, "unknown"


def main(folder, target):
    people, names = months(folder)
    all_months = sorted(names)
    changes = []
    for one, two in zip(all_months, all_months[1:]):
        if one in people and two in people:
            changes += changes_of(two, people[one], people[two], names[one], names[two])
        elif set(names[one]) != set(names[two]):
            changes += without_people(two, names[one], names[two])
    first, last = all_months[0], all_months[-1]
    spans = collections.defaultdict(list)
    for month in all_months:
        for code, (town, village) in names[month].items():
            runs = spans[code]
            if runs and runs[-1][1] == previous(month):
                runs[-1][1] = month
                if "?" not in village:
                    runs[-1][2:] = [town, village]
            else:
                runs.append([month, month, town, village])
    with open(target + "/village-codes.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["village_code", "area", "village", "valid_from", "valid_to"])
        for code in sorted(spans):
            for begin, end, town, village in spans[code]:
                writer.writerow([code, town, village, "" if begin == first else begin, "" if end == last else end])
    with open(target + "/village-changes.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["month", "from_code", "to_code", "kind", "share", "evidence"])
        writer.writerows(changes)
    print(len(spans), "codes,", len(changes), "changes", collections.Counter((c[3], c[5]) for c in changes))


def previous(month):
    year, number = int(month[:4]), int(month[5:])
    return "%d-%02d" % (year - 1, 12) if number == 1 else "%d-%02d" % (year, number - 1)


main(sys.argv[1], sys.argv[2])

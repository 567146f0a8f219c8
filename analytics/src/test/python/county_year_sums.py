"""Sums the ministry's raw monthly files by county and year, independently of the Java import.

Usage: county_year_sums.py <open data folder> > ../resources/vital-events/county-year-sums.csv

Columns are found by their header's words, never by position; counties are the first three characters of the place.
Population is the sum of the months' ends (person-months), so that every single file counts.
"""
import collections
import csv
import glob
import gzip
import io
import os
import sys

folder = sys.argv[1]
sums = collections.defaultdict(collections.Counter)
MEASURES = ['births_male', 'births_female', 'deaths_male', 'deaths_female', 'marriages', 'divorces',
            'marriages_same_sex', 'divorces_same_sex', 'person_months', 'person_months_over_64']
WORDS = {
    '出生數-男': ['births_male'], '出生數-女': ['births_female'],
    '死亡數-男': ['deaths_male'], '死亡數-女': ['deaths_female'],
    '結婚對數': ['marriages'], '離婚對數': ['divorces'],
    '結婚對數_異性': ['marriages'], '離婚對數_異性': ['divorces'],
    '結婚對數_同性': ['marriages', 'marriages_same_sex'], '離婚對數_同性': ['divorces', 'divorces_same_sex'],
    '人口': ['person_months'], '超過64歲': ['person_months_over_64'],
}

for kind in ('vital-events-by-village', 'population-by-village'):
    for path in sorted(glob.glob(os.path.join(folder, kind, '*.csv.gz'))):
        year = os.path.basename(path)[:4]
        rows = list(csv.reader(io.StringIO(gzip.open(path).read().decode('utf-8-sig'))))
        header = next(row for row in rows if '村里' in row or '村里名稱' in row)
        place = header.index('區域別') if '區域別' in header else header.index('區域')
        for row in rows:
            if row and row[0][:1].isdigit():
                county = row[place].strip()[:3].replace('台', '臺').replace('桃園縣', '桃園市')
                for word, measures in WORDS.items():
                    if word in header:
                        for measure in measures:
                            sums[county, year][measure] += int(row[header.index(word)])

out = csv.writer(sys.stdout, lineterminator='\n')
out.writerow(['county', 'year'] + MEASURES)
for (county, year), row in sorted(sums.items()):
    out.writerow([county, year] + [row[measure] for measure in MEASURES])

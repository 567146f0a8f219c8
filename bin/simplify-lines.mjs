// Simplifies lines of a page that is 600 high and writes them on a grid. Used by the scripts beside it.
export const GRID = 0.01;

function distance([x, y], [ax, ay], [bx, by]) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

// Douglas and Peucker; adds to `keep` the points between two that matter.
export function simplify(points, first, last, keep, tolerance) {
  let worst = 0;
  let index = -1;
  for (let i = first + 1; i < last; i++) {
    const d = distance(points[i], points[first], points[last]);
    if (d > worst) [worst, index] = [d, i];
  }
  if (index < 0 || worst <= tolerance) return;
  keep.add(index);
  simplify(points, first, index, keep, tolerance);
  simplify(points, index, last, keep, tolerance);
}

// Lines keep their ends, so neighbours stay joined; steps from point to point on the grid.
export function compact(points, tolerance) {
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
  for (let i = 1; i < stops.length; i++) simplify(points, stops[i - 1], stops[i], keep, tolerance);
  let last = [0, 0];
  return [...keep].sort((a, b) => a - b).map((i, n) => {
    const grid = points[i].map((v) => Math.round(v / GRID));
    const step = n === 0 ? grid : [grid[0] - last[0], grid[1] - last[1]];
    last = grid;
    return step;
  });
}

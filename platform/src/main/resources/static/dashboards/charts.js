// Draws the charts of a board besides its map. Used by boards.js.
(() => {
  'use strict';

  const DARK = '#0b4a52';
  const WARM = '#b5651d';
  const INK = '#14262b';
  const QUIET = '#4a5d63';
  const GRID = '#e3eaec';
  const COLOURS = ['#0b4a52', '#c07a00', '#0a5a8a', '#b3261e', '#0f6b37', '#6b4c9a'];

  function words(cell, unit) {
    return cell.value === undefined ? cell.words : `${cell.words} ${unit}`;
  }

  function frame(chart, board) {
    return {
      animation: false,
      textStyle: {fontFamily: board.FONT},
      grid: {left: 16, right: 44, top: 34, bottom: 12, containLabel: true},
      legend: chart.series.length > 1 ? {top: 0, right: 0, type: 'scroll', textStyle: {color: INK, fontSize: 13}} : undefined,
      tooltip: {
        ...board.tooltip((points) => {
          const {dataIndex} = points[0];
          return [chart.rows[dataIndex], ...chart.series.map((s) => `${s.name}　${words(s.cells[dataIndex], chart.unit)}`)].join('\n');
        }),
        trigger: 'axis', axisPointer: {type: chart.form === 'line' ? 'line' : 'shadow'},
      },
    };
  }

  function valueAxis(chart, size, more = {}) {
    return {
      type: 'value', axisLabel: {color: QUIET, fontSize: size}, splitLine: {lineStyle: {color: GRID}},
      name: chart.unit, nameTextStyle: {color: QUIET, fontSize: size, align: 'left'}, ...more,
    };
  }

  function nameAxis(chart, size, more = {}) {
    return {
      type: 'category', data: chart.rows, axisTick: {show: false}, axisLine: {lineStyle: {color: '#51666c'}},
      axisLabel: {color: QUIET, fontSize: size, hideOverlap: true}, ...more,
    };
  }

  // One series has the colour of its form; several have colours of their own.
  const colour = (chart, index, alone) => (chart.series.length > 1 ? COLOURS[index % COLOURS.length] : alone);

  const values = (series) => series.cells.map((cell) => cell.value ?? null);

  const FORMS = {
    line: (chart, size) => ({
      xAxis: nameAxis(chart, size, {boundaryGap: false}),
      yAxis: valueAxis(chart, size, {scale: true, nameTextStyle: {color: QUIET, fontSize: size, align: 'left', padding: [0, 0, 0, -24]}}),
      series: chart.series.map((s, i) => ({
        type: 'line', name: s.name, data: values(s), symbolSize: 8, symbol: 'circle',
        lineStyle: {width: 2.6, color: colour(chart, i, DARK)}, itemStyle: {color: colour(chart, i, DARK)},
      })),
    }),
    columns: (chart, size) => ({
      xAxis: nameAxis(chart, size),
      yAxis: valueAxis(chart, size, {nameTextStyle: {color: QUIET, fontSize: size, align: 'left', padding: [0, 0, 0, -24]}}),
      series: chart.series.map((s, i) => ({type: 'bar', name: s.name, data: values(s), itemStyle: {color: colour(chart, i, '#167a7a'), borderRadius: [3, 3, 0, 0]}, barCategoryGap: '28%'})),
    }),
    bars: (chart, size) => ({
      legend: {show: chart.series.length > 1, top: 0, textStyle: {color: INK, fontSize: size}},
      yAxis: nameAxis(chart, size, {inverse: true, axisLabel: {color: INK, fontSize: size, width: 150, overflow: 'break'}}),
      xAxis: valueAxis(chart, size, {name: ''}),
      series: chart.series.map((s, i) => ({
        type: 'bar', name: s.name, data: values(s), itemStyle: {color: colour(chart, i, '#167a7a'), borderRadius: [0, 3, 3, 0]},
        label: {show: true, position: 'right', color: INK, fontSize: size, formatter: ({dataIndex}) => s.cells[dataIndex].words},
      })),
    }),
    pyramid: (chart, size) => ({
      legend: {data: chart.series.map((s) => s.name), top: 0, textStyle: {color: INK, fontSize: size}},
      yAxis: nameAxis(chart, size, {inverse: true, axisLabel: {color: INK, fontSize: size - 1, interval: 0}}),
      xAxis: valueAxis(chart, size, {name: '', axisLabel: {color: QUIET, fontSize: size, formatter: (value) => Math.abs(value).toLocaleString('en'), hideOverlap: true}}),
      series: chart.series.map((s, i) => ({
        type: 'bar', name: s.name, stack: 'people', barCategoryGap: '12%',
        data: values(s).map((value) => value === null ? null : i === 0 ? -value : value),
        itemStyle: {color: i === 0 ? DARK : WARM},
      })),
    }),
  };

  function draw(element, chart, board) {
    const drawn = echarts.init(element, null, {renderer: 'canvas'});
    const size = element.clientWidth > 900 && board.isWall ? 20 : element.clientWidth < 420 ? 11 : 13;
    const common = frame(chart, board);
    drawn.setOption({...common, ...FORMS[chart.form](chart, size)});
    const sentences = chart.rows.map((row, i) =>
      [row, ...chart.series.map((s) => `${chart.series.length > 1 ? s.name + ' ' : ''}${words(s.cells[i], chart.unit)}`)].join(' '));
    board.hear(element, sentences, (i) => drawn.dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: i}));
    return drawn;
  }

  window.boardChart = draw;
})();

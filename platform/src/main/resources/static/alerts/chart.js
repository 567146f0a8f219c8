// Draws the figures of an alert with its limit; the table below says the same.
(() => {
  'use strict';
  const block = document.getElementById('chart-data');
  const element = document.getElementById('chart');
  if (!block || !element || typeof echarts === 'undefined') return;
  const data = JSON.parse(block.textContent);
  const font = getComputedStyle(document.body).fontFamily;
  element.parentElement.hidden = false;
  const chart = echarts.init(element, null, {renderer: 'canvas'});
  chart.setOption({
    animation: false,
    textStyle: {fontFamily: font},
    grid: {left: 12, right: 24, top: 28, bottom: 8, containLabel: true},
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, // on the canvas: no style attribute meets the content security policy
      backgroundColor: '#ffffff', borderColor: '#51666c', textStyle: {color: '#14262b', fontFamily: font},
    },
    xAxis: {type: 'category', data: data.names, axisLabel: {color: '#4a5d63', hideOverlap: true}},
    yAxis: {type: 'value', axisLabel: {color: '#4a5d63'}, splitLine: {lineStyle: {color: '#e3eaec'}}},
    series: [{
      name: data.name, type: 'line', data: data.values, symbolSize: 7, itemStyle: {color: '#0b4a52'},
      markLine: {
        symbol: 'none', silent: true, lineStyle: {color: '#b3261e', width: 2, type: 'dashed'},
        label: {formatter: data.limitName, position: 'insideEndTop', color: '#8c1a13'}, data: [{yAxis: data.limit}],
      },
    }],
  });
  addEventListener('resize', () => chart.resize());
})();

// Draws an answer whose first column names the points; the table below says the same.
(() => {
  'use strict';
  const draw = () => {
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
    color: ['#0b4a52', '#c07a00', '#0a5a8a', '#b3261e', '#0f6b37', '#6b4c9a'],
    grid: {left: 12, right: 20, top: data.series.length > 1 ? 40 : 16, bottom: 8, containLabel: true},
    legend: data.series.length > 1 ? {top: 0, type: 'scroll', textStyle: {fontSize: 13}} : undefined,
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, // on the canvas: no style attribute meets the content security policy
      backgroundColor: '#ffffff', borderColor: '#51666c', textStyle: {color: '#14262b', fontFamily: font},
    },
    xAxis: {type: 'category', data: data.names, axisLabel: {color: '#4a5d63', hideOverlap: true}},
    yAxis: {type: 'value', scale: data.form === 'line', axisLabel: {color: '#4a5d63'}, splitLine: {lineStyle: {color: '#e3eaec'}}},
    series: data.series.map((one) => ({name: one.name, type: data.form, data: one.values, showSymbol: data.names.length < 40, barMaxWidth: 36})),
  });
  addEventListener('resize', () => chart.resize());
  };
  draw();
  document.addEventListener('qiao:chart', draw); // the page has another answer
})();

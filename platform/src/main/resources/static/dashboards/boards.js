// Draws a board's map and charts and updates the page when a filter changes.
// Without this script the page is whole: the form has a button, and every chart has its table.
(() => {
  'use strict';

  const FONT = 'system-ui, "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif';
  const filters = document.getElementById('filters');
  let charts = [];
  let request = 0;

  function tooltip(formatter) {
    return {
      renderMode: 'richText', // drawn on the canvas, so that no style attribute meets the content security policy
      confine: true, backgroundColor: '#ffffff', borderColor: '#51666c', borderWidth: 1, padding: 10,
      textStyle: {color: '#14262b', fontFamily: FONT, fontSize: 15}, formatter,
    };
  }

  // Arrow keys, Home and End walk through the values; each is shown and said. Enter opens what has a page.
  function hear(element, sentences, show, open) {
    const said = element.parentElement.querySelector('.heard');
    if (!said) return;
    let at = null;
    element.addEventListener('keydown', (event) => {
      const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1};
      const last = sentences.length - 1;
      if (event.key in steps) at = at === null ? 0 : Math.min(last, Math.max(0, at + steps[event.key]));
      else if (event.key === 'Home') at = 0;
      else if (event.key === 'End') at = last;
      else if (event.key === 'Enter' && open && at !== null) open(at);
      else return;
      event.preventDefault();
      if (event.key === 'Enter') return;
      show(at);
      said.textContent = sentences[at];
    });
  }

  const board = {FONT, pieces: window.boardPieces, tooltip, hear, go: (link) => update(link, true), isWall: document.body.classList.contains('wall')};

  async function draw() {
    charts.forEach((chart) => chart.dispose());
    charts = [];
    const block = document.getElementById('chart-data');
    if (!block || typeof echarts === 'undefined') return;
    const data = JSON.parse(block.textContent);
    document.querySelectorAll('.chart-frame').forEach((frame) => { frame.hidden = false; });
    document.querySelectorAll('details.twin').forEach((twin) => { twin.open = false; });
    for (const chart of data.charts) {
      const element = document.getElementById('chart-' + chart.name);
      if (element) charts.push(window.boardChart(element, chart, board));
    }
    const map = document.getElementById('map');
    if (map) charts.push(await window.boardMap(map, data, board));
    const cells = document.getElementById('cell-map');
    if (cells && window.boardCells) charts.push(await window.boardCells(cells, data, board));
  }

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
      for (const name of ['measure', 'time', 'place']) {
        document.getElementById(name)?.replaceWith(document.adoptNode(fresh.getElementById(name)));
      }
      document.title = fresh.title;
      if (remember) history.pushState(null, '', url);
      document.getElementById('announcement').textContent = incoming.dataset.updated;
      await draw();
    } catch {
      location.assign(url);
    }
  }

  if (filters) {
    filters.addEventListener('change', ({target}) => {
      const {id} = target;
      update(address(), true).then(() => document.getElementById(id).focus());
    });
    filters.addEventListener('submit', (event) => {
      event.preventDefault();
      update(address(), true);
    });
    window.addEventListener('popstate', () => location.reload());
  }
  // On a wall (?wall) the next board follows; one that does not answer yet is tried again, so that the wall never stops.
  const {next} = document.body.dataset;
  if (next) {
    setInterval(async () => {
      try {
        const response = await fetch(next);
        if (response.ok) location.assign(next);
        else if (response.status === 404) location.assign('/dashboards/wall'); // it was withdrawn
      } catch {
        // the server is away: what is there stays
      }
    }, 30_000);
  }
  let resizing = 0;
  const size = () => board.isWall ? `${window.innerWidth} ${window.innerHeight}` : `${window.innerWidth}`;
  let drawn = size();
  window.addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      if (drawn !== size()) {
        drawn = size();
        draw();
      }
    }, 150);
  });
  draw();
})();

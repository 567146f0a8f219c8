// Follows links and sends the form without loading the whole page; without this script all of it works by plain addresses.
(() => {
  'use strict';
  const main = document.getElementById('main');
  if (!main || !document.getElementById('cube-form')) return;
  const here = location.pathname;
  let latest = 0;

  async function show(address, remember) {
    const mine = ++latest;
    const form = document.getElementById('cube-form');
    if (form) form.setAttribute('aria-busy', 'true');
    let page;
    try {
      const answer = await fetch(address, {headers: {Accept: 'text/html'}, credentials: 'same-origin'});
      if (answer.redirected || !(answer.headers.get('Content-Type') || '').includes('text/html')) throw new Error('elsewhere');
      page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    } catch (failed) {
      location.assign(address);
      return;
    }
    if (mine !== latest) return; // another click came since
    const fresh = page.getElementById('main');
    if (!fresh) { location.assign(address); return; }
    const focused = document.activeElement && document.activeElement.id;
    main.replaceChildren(...fresh.childNodes);
    document.title = page.title;
    if (remember) history.pushState({cube: true}, '', address);
    document.dispatchEvent(new Event('qiao:chart'));
    const again = focused && document.getElementById(focused);
    (document.querySelector('.error-summary') || again || main).focus({preventScroll: true});
  }

  function address(form) {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) asked.append(name, value);
    if (!asked.get('find')) asked.delete('words');
    return here + '?' + asked;
  }

  main.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const target = new URL(link.href);
    if (target.origin !== location.origin || target.pathname !== here) return;
    event.preventDefault();
    show(target.pathname + target.search, true);
  });
  main.addEventListener('submit', (event) => {
    if (event.target.id !== 'cube-form') return;
    event.preventDefault();
    show(address(event.target), true);
  });
  addEventListener('popstate', () => show(location.pathname + location.search, false));
})();

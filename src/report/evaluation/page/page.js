'use strict';
(() => {
  // How many rows of a table and how many forecasts are laid out at first.
  const ROWS = 100;
  const FORECASTS = 25;
  const KEYS = ['t', 'f', 's', 'k', 'y'];
  const filters = document.getElementById('filters');
  const select = key => document.getElementById('filter-' + key);
  const status = document.getElementById('shown');
  const read = element => ({
    element,
    t: (element.dataset.t || '').split('\n'),
    f: (element.dataset.f || '').split('\n'),
    s: [element.dataset.s],
    k: [element.dataset.k],
    y: [element.dataset.y],
  });
  // What comes in portions: the forecasts, and the rows of each long table.
  const lists = [];
  function list(items, limit, after, noun) {
    const more = document.createElement('button');
    more.type = 'button';
    more.className = 'more';
    const one = { items, limit, more, noun };
    more.addEventListener('click', () => { one.limit += limit * 4; apply(); });
    after.after(more);
    lists.push(one);
    return one;
  }
  const articles = [...document.querySelectorAll('article[data-s]')].map(read);
  const forecasts = articles.length && list(articles, FORECASTS, articles[articles.length - 1].element, 'forecasts');
  const tables = [...document.querySelectorAll('table.long')].map(table => {
    const rows = [...table.tBodies[0].rows].map(read);
    return { table, list: list(rows, ROWS, table.parentElement, 'rows') };
  });
  const others = [...document.querySelectorAll('table:not(.long) tr[data-s]')].map(read);

  function chosen() {
    return filters ? KEYS.filter(key => select(key).value).map(key => [key, select(key).value]) : [];
  }

  function fits(item, wanted) {
    return wanted.every(([key, value]) => item[key].includes(value));
  }

  function show(element, visible) {
    if (element.hidden === visible) element.hidden = !visible;
  }

  // Shows what fits: of a list one portion, so that the browser never lays out more, and what the
  // address names.
  function apply() {
    const wanted = chosen();
    const target = location.hash.slice(1);
    for (const item of others) show(item.element, fits(item, wanted));
    for (const one of lists) {
      one.fit = 0;
      for (const item of one.items) {
        const fit = fits(item, wanted);
        one.fit += fit;
        show(item.element, fit && one.fit <= one.limit || item.element.id !== '' && item.element.id === target);
      }
      show(one.more, one.fit > one.limit);
      one.more.textContent = `Show more of ${one.fit} ${one.noun}`;
    }
    if (status) {
      const main = forecasts || lists.reduce((a, b) => a.items.length < b.items.length ? b : a);
      status.textContent = `${main.fit} of ${main.items.length} shown`;
    }
  }

  function remember() {
    const query = new URLSearchParams(chosen()).toString();
    const address = location.href.split(/[?#]/)[0] + (query && '?' + query) + location.hash;
    try { history.replaceState(null, '', address); } catch { /* a page without an address of its own */ }
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    for (const key of KEYS) {
      const value = query.get(key);
      if ([...select(key).options].some(option => option.value === value)) select(key).value = value;
    }
  }

  function key(row, column) {
    const cell = row.cells[column];
    const text = cell.dataset.key || cell.textContent.trim();
    const number = parseFloat(text);
    return /^[+−-]?[\d.]+ ?%?$/.test(text) && !isNaN(number) ? number : text;
  }

  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a === 'number') return -1;
    if (typeof b === 'number') return 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function sort(one, head, column) {
    const down = head.getAttribute('aria-sort') === 'ascending';
    for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const keyed = one.list.items.map((item, place) => ({ item, place, key: key(item.element, column) }));
    keyed.sort((a, b) => (down ? -1 : 1) * compare(a.key, b.key) || a.place - b.place);
    one.list.items = keyed.map(({ item }) => item);
    const body = one.table.tBodies[0];
    body.replaceChildren(...one.list.items.map(item => item.element));
    apply();
  }

  for (const one of tables) {
    [...one.table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener('click', () => sort(one, head, column));
    });
  }
  if (filters) {
    filters.hidden = false;
    recall();
    filters.addEventListener('change', () => { apply(); remember(); });
    document.getElementById('show-all').addEventListener('click', () => {
      for (const key of KEYS) select(key).value = '';
      apply();
      remember();
    });
  }
  // On paper everything that fits is there.
  addEventListener('beforeprint', () => {
    for (const one of lists) one.limit = Infinity;
    for (const one of document.querySelectorAll('details')) one.open = true;
    apply();
  });
  function follow() {
    apply();
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
  addEventListener('hashchange', follow);
  if (location.hash) follow(); else apply();
  document.documentElement.removeAttribute('class');
})();

'use strict';
(() => {
  // How many rows of a table and how many forecasts are laid out at first.
  const ROWS = 100;
  const FORECASTS = 25;
  const KEYS = ['t', 'f', 's', 'k', 'y'];
  const ORDER = 'o';
  const filters = document.getElementById('filters');
  const select = key => document.getElementById('filter-' + key);
  const status = document.getElementById('shown');
  // The number of a choice is its place among all of them; what filters know of a forecast stands
  // beside it as the numbers of what would choose it.
  const choices = KEYS.flatMap(key => filters ? [...select(key).options].slice(1) : []);
  const read = element => ({ element, chosen: (element.dataset.a || '').split('.') });
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
  const articles = [...document.querySelectorAll('article[data-a]')].map(read);
  const forecasts = articles.length && list(articles, FORECASTS, articles[articles.length - 1].element, 'forecasts');
  // Of a table in which several rows are about one forecast, those are one item.
  const tables = [...document.querySelectorAll('table.long')].map(table => {
    const grouped = table.tBodies[0]?.dataset.a !== undefined;
    const items = [...grouped ? table.tBodies : table.tBodies[0].rows].map(read);
    const name = table.closest('section')?.id || 'table';
    return { table, name, grouped, list: list(items, grouped ? FORECASTS : ROWS, table.parentElement, grouped ? 'forecasts' : 'rows') };
  });
  // Several long tables of a section are told apart by their number.
  for (const one of tables) {
    const same = tables.filter(other => other.table.closest('section') === one.table.closest('section'));
    if (same.indexOf(one) > 0) one.name += '-' + (same.indexOf(one) + 1);
  }
  const others = [...document.querySelectorAll('table:not(.long) tr[data-a]')].map(read);

  function chosen() {
    return filters ? KEYS.filter(key => select(key).value).map(key => [key, select(key).value]) : [];
  }

  function wanted() {
    return chosen().map(([key]) => String(choices.indexOf(select(key).selectedOptions[0])));
  }

  function fits(item, wanted) {
    return wanted.every(number => item.chosen.includes(number));
  }

  function show(element, visible) {
    if (element.hidden === visible) element.hidden = !visible;
  }

  // Shows what fits: of a list one portion, so that the browser never lays out more, and what the
  // address names.
  function apply() {
    const all = wanted();
    const target = location.hash.slice(1);
    for (const item of others) show(item.element, fits(item, all));
    for (const one of lists) {
      one.fit = 0;
      for (const item of one.items) {
        const fit = fits(item, all);
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
    const orders = tables.filter(one => one.order).map(one => [ORDER, one.order]);
    const query = new URLSearchParams([...chosen(), ...orders]).toString();
    const address = location.href.split(/[?#]/)[0] + (query && '?' + query) + location.hash;
    try { history.replaceState(null, '', address); } catch { /* a page without an address of its own */ }
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    for (const key of filters ? KEYS : []) {
      const value = query.get(key);
      if ([...select(key).options].some(option => option.value === value)) select(key).value = value;
    }
    // An order is the table, the number of the column from 1, and which way.
    for (const order of query.getAll(ORDER)) {
      const [, name, column, way] = /^(.+)\.(\d+)\.(up|down)$/.exec(order) || [];
      const one = tables.find(one => one.name === name);
      const head = one?.table.tHead.rows[0].cells[column - 1];
      if (head) sort(one, head, column - 1, way === 'down');
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

  // Gives each row what it shares with others about the same forecast, so that rows can be sorted.
  function split(one) {
    const rows = one.list.items.flatMap(({ element, chosen }) => {
      const [first, ...others] = element.rows;
      [...first.cells].forEach((cell, column) => {
        if (cell.rowSpan === 1) return;
        cell.removeAttribute('rowspan');
        for (const row of others) row.insertBefore(cell.cloneNode(true), row.cells[column]);
      });
      return [...element.rows].map(row => ({ element: row, chosen }));
    });
    const body = document.createElement('tbody');
    body.append(...rows.map(row => row.element));
    one.table.tHead.after(body);
    for (const item of one.list.items) item.element.remove();
    Object.assign(one.list, { items: rows, limit: ROWS, noun: 'rows' });
    one.grouped = false;
  }

  function sort(one, head, column, down) {
    if (one.grouped) split(one);
    one.order = `${one.name}.${column + 1}.${down ? 'down' : 'up'}`;
    for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const keyed = one.list.items.map((item, place) => ({ item, place, key: key(item.element, column) }));
    keyed.sort((a, b) => (down ? -1 : 1) * compare(a.key, b.key) || a.place - b.place);
    one.list.items = keyed.map(({ item }) => item);
    const body = one.table.tBodies[0];
    body.replaceChildren(...one.list.items.map(item => item.element));
  }

  for (const one of tables) {
    [...one.table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        sort(one, head, column, head.getAttribute('aria-sort') === 'ascending');
        apply();
        remember();
      });
    });
  }
  if (filters) {
    filters.hidden = false;
    filters.addEventListener('change', () => { apply(); remember(); });
    document.getElementById('show-all').addEventListener('click', () => {
      for (const key of KEYS) select(key).value = '';
      apply();
      remember();
    });
  }
  recall();
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

// Filters and sorts a page by keyboard alone, and looks whether the address keeps the state.
// Usage: node filter.mjs FILE
import { open, report, start } from './browser.mjs';

const file = process.argv[2];
const problems = [];
const expect = (holds, what) => { if (!holds) problems.push(what); };

async function tabTo(page, selector) {
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(selector => document.activeElement.matches(selector), selector)) return;
  }
  problems.push(`${selector} is not reached by Tab`);
}

const shown = page => page.locator('#shown').textContent();
const total = page => page.evaluate(() => document.querySelectorAll('article').length);
// The states of the forecasts that are laid out, and how many fit.
const visible = page => page.evaluate(() =>
  [...document.querySelectorAll('article')].filter(one => !one.hidden).map(one => one.querySelector('dd').textContent.split(' ')[0]));
const fitting = async page => parseInt(await shown(page));

const browser = await start();
const { page, noted, close } = await open(browser, file, { viewport: { width: 1280, height: 900 } });

const all = await total(page);
const portion = (await visible(page)).length;
expect(portion === Math.min(all, 25), `${portion} forecasts are laid out at first`);
expect(await shown(page) === `${all} of ${all} shown`, `at first: ${await shown(page)}`);
await tabTo(page, '#filter-s');
await page.keyboard.press('ArrowDown');
const state = await page.locator('#filter-s').inputValue();
expect(state !== '', 'an arrow key chooses no state');
const states = await visible(page);
const fit = await fitting(page);
// The dossiers say it themselves, in their first field.
const really = await page.evaluate(state =>
  [...document.querySelectorAll('article')].filter(one => one.querySelector('dd').textContent.split(' ')[0] === state).length, state);
expect(fit === really && fit > 0 && fit < all, `filtered by ${state}: ${fit} of ${really}`);
expect(states.length === Math.min(fit, 25) && states.every(one => one === state), `filtered by ${state}: ${states}`);
expect(new URL(page.url()).search === `?s=${state}`, `address: ${page.url()}`);

await page.reload();
expect(await page.locator('#filter-s').inputValue() === state, 'the address does not bring the state back');
expect(await fitting(page) === fit, 'the address does not filter');

await tabTo(page, '#show-all');
await page.keyboard.press('Enter');
expect(await fitting(page) === all, 'the button does not show all');
expect(new URL(page.url()).search === '', `address after all: ${page.url()}`);

// A link leads to its forecast, even to one that is not laid out yet.
const last = await page.evaluate(() => [...document.querySelectorAll('article')].at(-1).id);
await page.evaluate(id => { location.hash = id; }, last);
await page.waitForTimeout(100);
expect(await page.locator('#' + last).isVisible(), 'a link to a later forecast leads nowhere');
await page.evaluate(() => history.replaceState(null, '', location.pathname));
await page.reload();

await tabTo(page, '#outturns th button');
const column = () => page.evaluate(() => {
  // Sorting does not depend on which rows are laid out.
  const table = document.querySelector('#outturns table');
  return [...table.tBodies[0].rows].map(row => row.cells[0].textContent);
});
await page.keyboard.press('Enter');
const up = await column();
expect(up.join() === [...up].sort().join(), 'the rows do not rise');
expect(await page.locator('#outturns th').first().getAttribute('aria-sort') === 'ascending', 'no word of the order');
await page.keyboard.press('Enter');
expect((await column()).join() === [...up].sort().reverse().join(), 'the rows do not fall');
expect(new URL(page.url()).search === '?o=outturns.1.down', `address of an order: ${page.url()}`);

// The address brings the order back, beside the filters; one that names nothing is passed over.
const fallen = (await column()).join();
await page.reload();
expect((await column()).join() === fallen, 'the address of an order alone does not bring it back');
await tabTo(page, '#filter-s');
await page.keyboard.press('ArrowDown');
await page.reload();
expect((await column()).join() === fallen, 'the address does not bring the order back');
expect(await page.locator('#outturns th').first().getAttribute('aria-sort') === 'descending', 'no word of the order that came back');
expect(await page.locator('#filter-s').inputValue() !== '', 'an order loses the filters');
const both = new URL(page.url()).search;
expect(both.includes('s=') && both.includes('o=outturns.1.down'), `address of both: ${both}`);
await page.evaluate(() => history.replaceState(null, '', '?o=outturns.99.up&o=none.1.up&o=x'));
await page.reload();
expect(await page.locator('th[aria-sort]').count() === 0, 'an order that names nothing sorts');

problems.push(...noted);
await close();

// Without scripts all is there, and nothing that would not work.
const still = await open(browser, file, { javaScriptEnabled: false });
expect(await still.page.locator('article').count() === all, 'without scripts forecasts are missing');
expect(!await still.page.locator('#filters').isVisible(), 'without scripts the filters are shown');
expect(await still.page.locator('th button').count() === 0, 'without scripts heads are buttons');
await still.close();
await browser.close();
report(problems);

// Names the tables that do not fit a page of each width: whose box has to be scrolled sideways.
// Usage: node tables.mjs FILE…
import { open, report, start } from './browser.mjs';

const WIDTHS = [390, 1280];

const cut = page => page.evaluate(() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  const tables = [...document.querySelectorAll('table')];
  const box = one => one.closest('.scroll, details, figure') ?? document.documentElement;
  const right = one => Math.max(...[...one.querySelectorAll('th, td')].map(cell => cell.getBoundingClientRect().right));
  const wide = tables.filter(one => right(one) > box(one).getBoundingClientRect().right + 1);
  return wide.map(one => {
    const name = one.caption?.textContent ?? one.closest('details')?.querySelector('summary').textContent ?? '';
    const heads = [...one.querySelectorAll('th')].map(head => head.textContent.trim()).join(' | ');
    return `${Math.round(right(one) - box(one).getBoundingClientRect().right)} px of “${name}” (${heads})`;
  });
});

const problems = [];
const browser = await start();
for (const file of process.argv.slice(2)) {
  for (const width of WIDTHS) {
    const { page, close } = await open(browser, file, { viewport: { width, height: 900 } });
    problems.push(...(await cut(page)).map(one => `${file} at ${width} px is cut: ${one}`));
    await close();
  }
}
await browser.close();
report([...new Set(problems)]);

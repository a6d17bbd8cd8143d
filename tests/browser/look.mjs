// Opens pages at several widths, in both colour schemes and as print, and audits them.
// Usage: node look.mjs [--part] FILE…   (--part: audits only the first articles of long pages)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { open, report, start } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const files = process.argv.slice(2).filter(argument => argument !== '--part');
const part = process.argv.includes('--part');
// A4 less margins of 1 cm, at 96 dots an inch.
const VIEWS = [
  { name: 'narrow', width: 360, media: 'screen' },
  { name: 'wide', width: 1280, media: 'screen' },
  { name: 'print', width: 718, media: 'print' },
];

async function audit(page) {
  await page.evaluate(part => {
    for (const one of document.querySelectorAll('button.more')) while (!part && !one.hidden) one.click();
    for (const one of document.querySelectorAll('details')) one.open = true;
    const articles = [...document.querySelectorAll('article')];
    if (part) for (const one of articles.slice(15)) one.remove();
    for (const table of part ? document.querySelectorAll('table') : []) {
      for (const body of [...table.tBodies].slice(15)) body.remove();
      for (const row of [...table.tBodies[0].rows].slice(15)) row.remove();
    }
  }, part);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(one => `axe ${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 160)}`);
}

// Paper cannot be scrolled: what a box hides there is lost, and so is what stands beyond its end.
const lost = page => page.evaluate(() => {
  const boxes = [...document.querySelectorAll('.scroll, figure, details')];
  const cut = boxes.filter(one => getComputedStyle(one).overflowY !== 'visible' || one.scrollHeight > one.clientHeight + 1);
  return cut.slice(0, 3).map(one => `cuts off what is printed: ${one.outerHTML.slice(0, 160)}`);
});

const problems = [];
const browser = await start();
for (const file of files) {
  for (const { name, width, media } of VIEWS) {
    for (const colorScheme of ['light', 'dark']) {
      const viewport = { width, height: 900 };
      const { page, noted, close } = await open(browser, file, { viewport, colorScheme });
      await page.emulateMedia({ media, colorScheme });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const found = [...noted, ...(media === 'print' ? await lost(page) : []), ...(wide > 0 ? [`${wide} px wider than the page`] : []), ...await audit(page)];
      problems.push(...found.map(problem => `${file} ${name} ${colorScheme}: ${problem}`));
      await close();
    }
  }
}
await browser.close();
report(problems);

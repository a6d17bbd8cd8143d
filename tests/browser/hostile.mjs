// Opens pages made of hostile records and looks for anything that ran, or could.
// Usage: node hostile.mjs FILE…
import { readFileSync } from 'node:fs';
import { open, report, start } from './browser.mjs';

const problems = [];
const browser = await start();
for (const file of process.argv.slice(2)) {
  const { page, noted, close } = await open(browser, file);
  await page.evaluate(() => { for (const one of document.querySelectorAll('details')) one.open = true; });
  for (const link of await page.locator('a[href^="#"]').all()) await link.click({ force: true, noWaitAfter: true, timeout: 500 }).catch(() => {});
  await page.waitForTimeout(200);
  const found = await page.evaluate(() => {
    const allowed = new Set(('html head meta title style body a header h1 p nav ul li fieldset legend label select option ' +
      'button output main section h2 h3 h4 strong span dl dt dd blockquote table caption thead tbody tr th td ' +
      'details summary figure figcaption article code div script svg defs use path rect circle text g').split(' '));
    const all = [...document.querySelectorAll('*')];
    const strange = all.filter(one => !allowed.has(one.localName)).map(one => `element ${one.localName}`);
    const acting = all.flatMap(one => [...one.attributes].filter(a => /^on|^(src|srcdoc|action|formaction|style)$/i.test(a.name))
      .map(a => `attribute ${a.name}`));
    const links = [...document.querySelectorAll('a')].filter(one => {
      const outside = /^(https?|mailto):/i.test(one.getAttribute('href'));
      return outside ? one.rel !== 'noopener noreferrer' : !/^(#|index\.html|forecasts-\d+\.html)/.test(one.getAttribute('href'));
    }).map(one => `link ${one.getAttribute('href')}`);
    const scripts = document.scripts.length === 2 ? [] : [`${document.scripts.length} scripts`];
    const ran = 'hacked' in window ? ['it ran'] : [];
    return [...strange, ...acting, ...links, ...scripts, ...ran];
  });
  const raw = readFileSync(file, 'utf8').match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g) ?? [];
  problems.push(...[...noted, ...found, ...raw.map(c => `raw U+${c.codePointAt(0).toString(16)}`)].map(p => `${file}: ${p}`));
  await close();
}
await browser.close();
report(problems);

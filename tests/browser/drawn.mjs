// Looks at plots that use parts drawn elsewhere on the page: what has no style is black.
// Usage: node drawn.mjs FILE…
import { open, report, start } from './browser.mjs';

const problems = [];
const browser = await start();
const reader = await browser.newPage();
for (const file of process.argv.slice(2)) {
  const { page, close } = await open(browser, file, { viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  const plots = page.locator('article svg:has(use)');
  const all = Math.min(await plots.count(), 5);
  if (all === 0) problems.push(`${file}: no plot uses a part`);
  for (let i = 0; i < all; i++) {
    const picture = (await plots.nth(i).screenshot()).toString('base64');
    const [black, ink] = await reader.evaluate(async picture => {
      const image = new Image();
      image.src = 'data:image/png;base64,' + picture;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, image.width, image.height);
      let black = 0, ink = 0;
      for (let at = 0; at < data.length; at += 4) {
        const light = data[at] + data[at + 1] + data[at + 2];
        black += light === 0;
        ink += light < 600;
      }
      return [black, ink];
    }, picture);
    if (black > 0) problems.push(`${file}: plot ${i} has ${black} black pixels`);
    if (ink < 500) problems.push(`${file}: plot ${i} is empty, ${ink} pixels`);
  }
  await close();
}
await browser.close();
report(problems);

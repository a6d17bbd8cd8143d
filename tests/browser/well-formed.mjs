// Reads SVG files as XML.
// Usage: node well-formed.mjs FILE…
import { readFileSync } from 'node:fs';
import { report, start } from './browser.mjs';

const problems = [];
const browser = await start();
const page = await browser.newPage();
for (const file of process.argv.slice(2)) {
  const found = await page.evaluate(text => {
    const read = new DOMParser().parseFromString(text, 'image/svg+xml');
    const error = read.querySelector('parsererror');
    if (error) return error.textContent;
    const svg = read.documentElement;
    const names = svg.getAttribute('aria-labelledby').split(' ').map(id => read.getElementById(id)?.localName);
    return svg.namespaceURI === 'http://www.w3.org/2000/svg' && names.join() === 'title,desc' ? null : `named by ${names}`;
  }, readFileSync(file, 'utf8'));
  if (found) problems.push(`${file}: ${found}`);
}
await browser.close();
report(problems);

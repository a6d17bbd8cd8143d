// Starts a browser that asks nobody for anything.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

// Playwright gives every browser a fresh folder for its user data.
export function start() {
  const executablePath = ['chromium', 'chromium-browser', 'google-chrome'].map(name => '/usr/bin/' + name).find(existsSync);
  return chromium.launch({ executablePath, args: FLAGS });
}

// Opens a page and notes whatever it says or asks for besides itself.
export async function open(browser, file, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const noted = [];
  page.on('console', message => noted.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', error => noted.push(`error: ${error.message}`));
  page.on('dialog', dialog => { noted.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', request => {
    if (!request.isNavigationRequest()) noted.push(`request: ${request.url().slice(0, 80)}`);
  });
  await page.goto('file://' + file);
  return { page, noted, close: () => context.close() };
}

// Prints what is wrong, a line each, and nothing where all is well.
export function report(problems) {
  for (const problem of problems) console.log(problem);
}

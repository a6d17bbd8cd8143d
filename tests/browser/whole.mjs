// Reads pages as the HTML standard does, tells its parse errors, and writes each page beside itself
// with every tag that it may leave out.
// Usage: node whole.mjs FILE…
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, serialize } from 'parse5';

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  const onParseError = error => console.log(`${file}:${error.startLine}:${error.startCol} ${error.code}`);
  const page = parse(text, { sourceCodeLocationInfo: true, onParseError });
  writeFileSync(file.replace(/\.html$/, '.whole.html'), serialize(page));
}

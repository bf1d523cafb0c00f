// Takes the pictures of docs/guide.md: makes the site that the guide walks through, with this program, and opens it in Chromium.
//
//     npm install --prefix tests/browser --no-package-lock && cargo build
//     node docs/pictures/make.mjs
//
// PNGs of 24 bits come out; `python3 docs/pictures/palette.py` (Pillow) makes them small. Look at each before you keep it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { launch } from '../../tests/browser/site.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.join(process.env.CARGO_TARGET_DIR ?? path.join(here, '../../target'), 'debug/digest');
const around = fs.mkdtempSync(path.join(os.tmpdir(), 'digest-guide-'));
const site = path.join(around, 'my-digest');
const env = { ...process.env, SOURCE_DATE_EPOCH: String(Date.parse('2026-11-19T18:00:00Z') / 1000), NO_COLOR: '1' };
const digest = (...given) => execFileSync(program, given, { cwd: fs.existsSync(site) ? site : around, env, stdio: 'pipe' });
const file = (name) => path.join(site, name);
const edit = (name, from, to) => {
  const text = fs.readFileSync(file(name), 'utf8');
  if (text.search(from) < 0) throw new Error(`${name} does not say: ${from}`);
  fs.writeFileSync(file(name), text.replace(from, to));
};

digest('new', 'my-digest');
edit('digest.yaml', 'title: My Digest', 'title: The Daily Model');
fs.writeFileSync(path.join(around, 'page.html'), `<!doctype html><html lang="en"><head><title>Norrby puts labels on letters by machine</title>
<link rel="canonical" href="https://evening-mail.example/norrby-labels"><meta property="og:site_name" content="Evening Mail">
<meta property="article:published_time" content="2026-11-18T17:00:00Z"><meta name="author" content="Ove Lind"></head><body><article>
<h1>Norrby puts labels on letters by machine</h1>
<p>Letters and public notices that a language model has drafted will carry a label in Norrby from March on, the city council decided on Tuesday by 31 votes to 12.</p>
<p>“Nobody loses a job over a label,” said Berit Falk, who heads the city's personnel department. She expects that 40 officials will be trained by February to read and sign such texts.</p>
<p>The dispute began in April, when 860 people got letters about parking fines that named a wrong deadline. The city withdrew all of them within a week and paid back what had been paid too early.</p>
</article></body></html>`);
digest('add', '../page.html');
digest('compose');

const server = spawn(program, ['serve', '--watch', '--no-compose', '--port', '8765'], { cwd: site, env, stdio: 'ignore' });
const base = 'http://127.0.0.1:8765';
const settled = async (number) => {
  for (;;) {
    const status = await fetch(`${base}/__digest/status`).then((r) => r.json(), () => null);
    if (status && status.build >= number && !status.busy) return;
    await new Promise((done) => setTimeout(done, 20));
  }
};
await settled(1);
const browser = await launch();
const open = async (address, viewport, options = {}) => {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1.5, colorScheme: 'light', ...options });
  const page = await context.newPage();
  await page.goto(base + address);
  await page.evaluate(() => document.fonts.ready);
  return page;
};
const shoot = async (page, name, clip) => {
  await page.screenshot({ path: path.join(here, `${name}.png`), clip });
  await page.context().close();
};
const story = fs.readdirSync(file('content/digests')).find((name) => name.startsWith('norrby'));
const address = `/story/${story.replace('.md', '')}/`;

await shoot(await open('/', { width: 1180, height: 780 }), 'front-page');

let page = await open(address, { width: 1180, height: 780 });
await page.locator('a.cite').nth(1).hover();
await page.locator('.card').waitFor({ state: 'visible' });
await shoot(page, 'passage');

page = await open(address, { width: 1180, height: 780 });
edit(`content/digests/${story}`, /\b40 officials/g, '400 officials');
await settled(2);
await page.waitForTimeout(600);
await shoot(page, 'finding', { x: 0, y: 0, width: 1180, height: 480 });

edit(`content/digests/${story}`, /400 officials/g, '40 officials');
edit(`content/digests/${story}`, 'writer:', 'reviewed_by: Ada Example\nwriter:');
await settled(3);
await shoot(await open(address, { width: 390, height: 780 }, { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }), 'phone');

const day = fs.readFileSync(file(`content/digests/${story}`), 'utf8').match(/^date: (\d+)-(\d+)-(\d+)/m);
page = await open(`/${day[1]}/${day[2]}/${day[3]}/email.html`, { width: 760, height: 780 });
await shoot(page, 'mail');

await browser.close();
server.kill();
fs.rmSync(around, { recursive: true, force: true });

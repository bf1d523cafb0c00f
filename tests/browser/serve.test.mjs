// `digest serve --watch` as whoever writes meets it: the page follows the files, under the site's own content security policy.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { launch, open } from './site.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
// The one that was built last.
const age = (file) => fs.statSync(file).mtimeMs;
const program = ['release', 'debug'].map((p) => path.join(target, p, 'digest')).filter((p) => fs.existsSync(p)).sort((a, b) => age(b) - age(a))[0];

const freePort = () => new Promise((done) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

/** A copy of the case's site with a server on it. */
async function start(t, ...options) {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'digest-serve-')), 'site');
  fs.cpSync(path.join(root, 'tests/cases/serve/site'), folder, { recursive: true });
  // Long enough to be scrolled.
  const body = Array.from({ length: 60 }, (_, n) => `The council met for the ${n + 2}nd time that year.[^1]`).join('\n\n');
  fs.appendFileSync(path.join(folder, 'content/digests/ferry.md'), `\n${body}\n`);
  const port = await freePort();
  const child = spawn(program, ['--root', folder, 'serve', '--watch', '--no-compose', '--port', String(port), ...options], { stdio: 'ignore' });
  t.after(() => { child.kill(); fs.rmSync(path.dirname(folder), { recursive: true, force: true }); });
  const base = `http://127.0.0.1:${port}`;
  for (;;) {
    assert.equal(child.exitCode, null, 'the server has ended');
    const status = await fetch(`${base}/__digest/status`).then((r) => r.json(), () => null);
    if (status && status.build > 0 && !status.busy) break;
    await new Promise((done) => setTimeout(done, 10));
  }
  return {
    base,
    change: (file, to) => fs.writeFileSync(path.join(folder, file), to(fs.readFileSync(path.join(folder, file), 'utf8'))),
  };
}

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

test('a saved text is shown, and the reader stays at the claim that was in view', async (t) => {
  const site = await start(t);
  const { page, context, faults } = await open(browser, `${site.base}/story/ferry/`, { viewport: { width: 800, height: 400 } });
  await page.evaluate(() => document.getElementById('claim-30').scrollIntoView({ block: 'start' }));
  const before = await page.evaluate(() => document.getElementById('claim-30').getBoundingClientRect().top);
  site.change('content/digests/ferry.md', (text) => text.replace('second ferry next spring.[^1]', 'third ferry next spring.[^1] It is white.[^1] It is long, and it will take so many cars that the quay has to be built anew, the council said.[^1]'));
  await page.getByText('third ferry next spring').waitFor({ state: 'attached' });
  const moved = () => page.evaluate(() => {
    const lines = [...document.querySelectorAll('[id^="claim-"]')].find((e) => e.textContent.includes('31nd'));
    return lines.getBoundingClientRect().top;
  });
  await page.waitForFunction(() => scrollY > 0);
  assert.ok(Math.abs(await moved() - before) < 120, `${before} and then ${await moved()}`);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a style sheet is swapped without a reload', async (t) => {
  const site = await start(t);
  const { page, context, faults } = await open(browser, `${site.base}/story/ferry/`);
  await page.evaluate(() => { window.stayed = true; });
  for (const colour of ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']) {
    site.change('themes/plain/static/css/main.css', () => `h1{color:${colour}}`);
    await page.waitForFunction((c) => getComputedStyle(document.querySelector('h1')).color === c, colour);
  }
  await page.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1);
  assert.equal(await page.evaluate(() => window.stayed), true);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a fault lies over the page with its place and its line, and goes when it is mended', async (t) => {
  const site = await start(t);
  const { page, context, faults } = await open(browser, `${site.base}/story/ferry/`);
  for (const [file, broken, said] of [
    ['content/digests/ferry.md', (t) => t.replace('title: Port', 'titel: Port'), ['content/digests/ferry.md:2:1', 'titel: Port Ansel']],
    ['themes/plain/templates/story.html', (t) => t.replace('story.title', 'story.titel'), ['themes/plain/templates/story.html:2:', 'story.titel']],
  ]) {
    let good;
    site.change(file, (text) => { good = text; return broken(text); });
    const cover = page.getByRole('alert');
    await cover.waitFor();
    for (const part of said) assert.ok((await cover.innerText()).includes(part), `${part} in ${await cover.innerText()}`);
    assert.ok(await page.getByRole('heading', { name: 'Port Ansel buys a second ferry' }).count() > 0, 'the good page is below it');
    site.change(file, () => good);
    await cover.waitFor({ state: 'detached' });
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test('with --follow the browser goes to the page whose file was saved', async (t) => {
  const site = await start(t, '--follow');
  const { page, context, faults } = await open(browser, `${site.base}/`);
  site.change('content/digests/bridge.md', (text) => text.replaceAll('closed until summer', 'closed until autumn'));
  await page.waitForURL(`${site.base}/story/bridge/`);
  await page.getByText('closed until autumn').first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

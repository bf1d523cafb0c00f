// What the page remembers and what it does at a key: kept in the reader's browser alone, and nothing is lost without it.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { launch, open, serve, stories } from './site.mjs';

let site, browser;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await site.close();
});

const desk = { viewport: { width: 1280, height: 900 } };
const first = () => site.base + stories()[0];

test('a question mark opens the list of keys, and Escape closes it', async () => {
  const { page, context, faults } = await open(browser, first(), desk);
  await page.keyboard.press('?');
  const dialog = page.locator('dialog.keys');
  await dialog.waitFor({ state: 'visible' });
  assert.ok(await page.evaluate(() => document.querySelector('dialog.keys').contains(document.activeElement)), 'the focus is in it');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.locator('button.keys-open').click();
  await dialog.waitFor({ state: 'visible' });
  assert.deepEqual(faults, []);
  await context.close();
});

test('j and k go from claim to claim, s to the sources, and a slash to the search', async () => {
  const { page, context, faults } = await open(browser, first(), desk);
  const at = () => page.evaluate(() => document.querySelector('.claim.at')?.id);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await at(), 'claim-2');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'doc-noteref', 'the focus is on its citation');
  await page.keyboard.press('k');
  assert.equal(await at(), 'claim-1');
  await page.keyboard.press('/');
  await page.waitForURL(/\/search\/$/);
  await page.locator('input[type="search"]').fill('j?');
  assert.ok(!(await page.locator('dialog.keys').isVisible()), 'a text field keeps its letters');
  assert.equal(await page.locator('input[type="search"]').inputValue(), 'j?');
  assert.deepEqual(faults, []);
  await context.close();
});

test('single keys can be turned off, for readers whose programs use them', async () => {
  const { page, context } = await open(browser, first(), desk);
  await page.keyboard.press('?');
  await page.locator('dialog.keys input').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  assert.equal(await page.locator('.claim.at').count(), 0);
  await page.reload();
  await page.keyboard.press('j');
  assert.equal(await page.locator('.claim.at').count(), 0, 'the choice holds');
  await page.keyboard.press('?');
  await page.locator('dialog.keys').waitFor({ state: 'visible' });
  await context.close();
});

test('a story that changed since it was read is marked, in the list and at the new claims', async () => {
  const { page, context, faults } = await open(browser, first(), desk);
  assert.equal(await page.locator('.seen').count(), 0, 'a first visit marks nothing');
  await page.evaluate(() => {
    const read = JSON.parse(localStorage.getItem('read'));
    const story = Object.values(read)[0];
    story.claims.pop();
    story.stamp = '2001-01-01';
    localStorage.setItem('read', JSON.stringify(read));
  });
  await page.goto(`${site.base}/`);
  const path = new URL(first()).pathname;
  await page.locator(`[data-story="${path}"] .fresh`).first().waitFor({ state: 'visible' });
  await page.goto(first());
  await page.locator('.seen').waitFor({ state: 'visible' });
  assert.equal(await page.locator('.fresh-claim').count(), 1);
  await page.reload();
  assert.equal(await page.locator('.seen').count(), 0, 'what was seen is not new any more');
  assert.deepEqual(faults, []);
  await context.close();
});

test('a story that was not there at the last visit is new; on a first visit nothing is', async () => {
  const { page, context, faults } = await open(browser, `${site.base}/`, desk);
  assert.equal(await page.locator('.fresh').count(), 0);
  await page.evaluate(() => {
    const visit = JSON.parse(localStorage.getItem('visit'));
    localStorage.setItem('visit', JSON.stringify({ at: visit.at - 36e5, known: visit.known.slice(1) }));
  });
  await page.reload();
  assert.equal(await page.locator('.fresh').count(), 1);
  await page.reload();
  assert.equal(await page.locator('.fresh').count(), 1, 'it stays new for this visit');
  assert.deepEqual(faults, []);
  await context.close();
});

test('a browser that keeps nothing shows the page all the same', async () => {
  const context = await browser.newContext(desk);
  await context.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } }));
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(first());
  await page.locator('a.cite').first().hover();
  await page.locator('.card').waitFor({ state: 'visible' });
  assert.deepEqual(faults, []);
  await context.close();
});

test('who asks for less motion gets none', async () => {
  const { page, context } = await open(browser, first(), { ...desk, reducedMotion: 'reduce' });
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((e) => {
    const s = getComputedStyle(e);
    return parseFloat(s.transitionDuration) > 0 || parseFloat(s.animationDuration) > 0 || s.scrollBehavior === 'smooth';
  }).length);
  assert.equal(moving, 0);
  await context.close();
});

test('a footnote leads to its passage in the list, and the way back to the claim', async () => {
  const { page, context } = await open(browser, first(), desk);
  await page.locator('a.cite').first().hover();
  await page.locator('.card .entry').first().click();
  await page.waitForURL(/#source-\d+$/);
  const back = page.locator('section[role="doc-endnotes"] a[role="doc-backlink"]').first();
  const target = await back.getAttribute('href');
  await back.click();
  await page.waitForURL((url) => url.hash === target);
  assert.ok(await page.locator(target).isVisible());
  await context.close();
});

test('a first visit to a story is light: 90 KB without pictures, 12 KB of it script', async () => {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  let all = 0;
  let script = 0;
  const { gzipSync } = await import('node:zlib');
  page.on('response', async (response) => {
    const type = response.headers()['content-type'] || '';
    if (type.startsWith('image/')) return;
    const bytes = await response.body().catch(() => Buffer.alloc(0));
    const sent = type.startsWith('font/') ? bytes.length : gzipSync(bytes).length;
    all += sent;
    if (type.includes('javascript')) script += sent;
  });
  await page.goto(first(), { waitUntil: 'networkidle' });
  assert.ok(all > 0 && all <= 90 * 1024, `${all} bytes`);
  assert.ok(script <= 12 * 1024, `${script} bytes of script`);
  await context.close();
});

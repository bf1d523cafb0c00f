// A story as a reader meets it: citation → passage → back, by mouse, keyboard and touch, and with no script at all.
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
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const first = () => site.base + stories()[0];
/** Whether two boxes share any area. */
const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('every claim has an id, and every citation leads to its entry', async () => {
  for (const story of stories()) {
    const { page, context, faults } = await open(browser, site.base + story, desk);
    const claims = await page.locator('[id^="claim-"]').count();
    assert.ok(claims > 0, story);
    const dangling = await page.evaluate(() => [...document.querySelectorAll('a[role="doc-noteref"], a[role="doc-backlink"]')]
      .map((a) => a.getAttribute('href')).filter((h) => h.startsWith('#') && !document.getElementById(decodeURIComponent(h.slice(1)))));
    assert.deepEqual(dangling, [], story);
    assert.deepEqual(faults, [], story);
    await context.close();
  }
});

test('the pointer opens a card with the passage, can enter it, and Escape closes it', async () => {
  const { page, context, faults } = await open(browser, first(), desk);
  const cite = page.locator('a.cite').first();
  await cite.hover();
  const card = page.locator('.card');
  await card.waitFor({ state: 'visible' });
  const label = (await cite.getAttribute('data-notes')).split(' ')[0];
  const passage = await page.locator(`#note-${label} blockquote`).innerText();
  assert.ok((await card.innerText()).includes(passage), 'the card shows what the list shows');
  const claim = page.locator('.claim', { has: page.locator(`a.cite`) }).first();
  assert.ok(!overlap(await card.boundingBox(), await claim.boundingBox()), 'the card does not cover its claim');
  await card.hover();
  await page.mouse.move(...Object.values(await card.boundingBox()).slice(0, 2).map((n) => n + 12));
  assert.ok(await card.isVisible(), 'the pointer may enter it');
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'hidden' });
  assert.deepEqual(faults, []);
  await context.close();
});

test('by keyboard: a citation shows its card, leads to the source, and the way back leads to the claim', async () => {
  const { page, context } = await open(browser, first(), desk);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('role'));
  for (let n = 0; n < 60 && (await focused()) !== 'doc-noteref'; n += 1) await page.keyboard.press('Tab');
  assert.equal(await focused(), 'doc-noteref');
  await page.locator('.card').waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
  await page.locator('.card').waitFor({ state: 'hidden' });
  const back = page.locator('a[role="doc-backlink"]').first();
  assert.match(await back.evaluate((a) => a.getAttribute('aria-label') || a.textContent), /claim \d+/);
  await back.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#claim-\d+|#cite-/);
  await context.close();
});

test('a tap opens the card on a phone, and nothing scrolls sideways', async () => {
  const { page, context, faults } = await open(browser, first(), phone);
  await page.locator('a.cite').first().tap();
  await page.locator('.card').waitFor({ state: 'visible' });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1));
  assert.deepEqual(faults, []);
  await context.close();
});

test('without script every citation is a working link and everything is readable', async () => {
  const { page, context } = await open(browser, first(), { ...desk, javaScriptEnabled: false });
  const links = await page.locator('a[role="doc-noteref"]').evaluateAll((all) => all.map((a) => a.href)).catch(() => null);
  // Without script the page cannot be asked, so the driver reads the document itself.
  const html = links ? null : await page.content();
  const hrefs = links ?? [...html.matchAll(/<a[^>]*role="doc-noteref"[^>]*>/g)].map((m) => m[0].match(/href="([^"]*)"/)?.[1]);
  assert.ok(hrefs.length > 0 && hrefs.every((h) => h && (h.startsWith('http') || h.includes('#'))));
  assert.ok(await page.locator('section[role="doc-endnotes"] blockquote').first().isVisible());
  await context.close();
});

test('the switch changes the colours, and the choice holds on the next page', async () => {
  const { page, context, faults } = await open(browser, site.base + '/', desk);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  const button = page.locator('button.scheme');
  for (let n = 0; n < 3 && (await page.evaluate(() => document.documentElement.dataset.scheme)) !== 'dark'; n += 1) await button.click();
  assert.notEqual(await paper(), light);
  await page.goto(first());
  assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), 'dark');
  const bars = await page.evaluate(() => [...document.querySelectorAll('meta[name="theme-color"]')].filter((bar) => matchMedia(bar.media).matches).map((bar) => bar.content));
  assert.deepEqual(bars, ['#161512'], 'and the bar around the page is dark');
  assert.deepEqual(faults, []);
  await context.close();
});

test('every page holds at 320 pixels, in both schemes, under its own content security policy', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const address of ['/', ...stories(), '/topics/', '/publishers/', '/archive/', '/search/', '/about/', '/nothing-here/']) {
      const { page, context, faults } = await open(browser, site.base + address, { viewport: { width: 320, height: 640 }, colorScheme });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `${address} scrolls sideways`);
      const expected = address === '/nothing-here/' ? faults.filter((f) => !f.includes('404')) : faults;
      assert.deepEqual(expected, [], address);
      await context.close();
    }
  }
});

test('search finds a story by a word of its title', async () => {
  const { page, context, faults } = await open(browser, first(), desk);
  const title = await page.locator('h1').innerText();
  const word = title.split(/\s+/).map((w) => w.replace(/[^\p{L}]/gu, '')).sort((a, b) => b.length - a.length)[0];
  await page.goto(site.base + '/search/');
  await page.locator('input[type="search"]').fill(word);
  await page.getByRole('link', { name: title }).first().waitFor({ state: 'visible' });
  assert.deepEqual(faults, []);
  await context.close();
});

// The search as a reader uses it: nothing is loaded before it is needed, words are found as they are typed, and the keyboard is enough.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { launch, open, publicDir, serve, stories } from './site.mjs';

let site, browser;
before(async () => {
  const form = fs.readFileSync(path.join(publicDir, 'search/index.html'), 'utf8').replace('class="search"', 'class="search" data-test="1"');
  site = await serve(new Map([['/cutting/', form]]));
  browser = await launch();
});
after(async () => {
  await browser.close();
  await site.close();
});

const claimsOf = (story) => JSON.parse(fs.readFileSync(path.join(publicDir, story, 'claims.json'), 'utf8'));
const longest = (text) => text.split(/[^\p{L}]+/u).sort((a, b) => b.length - a.length)[0];

test('the index is loaded when somebody searches, and not before', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url())));
  await page.goto(`${site.base}/search/`, { waitUntil: 'networkidle' });
  assert.deepEqual(asked.filter((url) => url.pathname.startsWith('/search/') && url.pathname.endsWith('.json')), []);
  await page.locator('input[type="search"]').fill('china');
  await page.locator('.results li').first().waitFor();
  assert.ok(asked.some((url) => url.pathname === '/search/index.json'));
  assert.ok(asked.every((url) => url.origin === site.base), 'another host was asked');
  await context.close();
});

test('a word of a claim leads to the claim', async () => {
  const story = stories()[0];
  const { claims } = claimsOf(story);
  const { page, context, faults } = await open(browser, `${site.base}${story}`);
  const told = (await page.locator('h1, .opening .dek').allInnerTexts()).join(' ').toLowerCase();
  const claim = claims.find((c) => longest(c.text).length > 6 && !told.includes(longest(c.text).toLowerCase().slice(0, 6)));
  assert.ok(claim, 'no claim has a word of its own');
  await page.goto(`${site.base}/search/?q=${encodeURIComponent(longest(claim.text))}`);
  const link = page.locator(`.claim-found a[href*="${story}#claim-"]`).first();
  await link.waitFor();
  assert.ok(await link.locator('mark').count() > 0);
  await link.click();
  assert.match(page.url(), /#claim-\d+$/);
  assert.deepEqual(faults, []);
  await context.close();
});

test('words are found as they are typed, marked, and whatever their accents and case', async () => {
  const { page, context, faults } = await open(browser, `${site.base}/search/`);
  const input = page.locator('input[type="search"]');
  const words = claimsOf(stories()[0]).claims.map((c) => longest(c.text)).filter((w) => /^[A-Za-z]{8,}$/.test(w));
  const word = words[0];
  await input.pressSequentially(word.slice(0, 5).toUpperCase());
  await page.locator('.results li').first().waitFor();
  await input.fill(`${word.slice(0, 2)}\u0301${word.slice(2)}`);
  await page.locator('mark').first().waitFor();
  assert.match(page.url(), /\?q=/);
  await input.fill('qqqqzzzz');
  await page.waitForFunction(() => !document.querySelector('.results li'));
  assert.ok((await page.locator('.found').innerText()).length > 10, 'nobody is left without a word');
  assert.deepEqual(faults, []);
  await context.close();
});

test('the keyboard goes through the results and back', async () => {
  const { page, context } = await open(browser, `${site.base}/search/`);
  const input = page.locator('input[type="search"]');
  await input.fill('china');
  await page.locator('.results li').first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.closest('h2') !== null), true);
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/story\//);
  await context.close();
});

test('the page cuts words as the index does', async () => {
  const { page, context } = await open(browser, `${site.base}/cutting/`);
  const cases = fs.readFileSync(new URL('../cases/search/terms.txt', import.meta.url), 'utf8').split('\n').filter((l) => l && !l.startsWith('#'));
  for (const line of cases) {
    const [text, wanted] = line.split(' => ');
    const found = await page.evaluate((t) => document.querySelector('form.search').cut(t, true).map((w) => w.term).join(' '), text);
    assert.equal(found, wanted, text);
  }
  await context.close();
});

// Every footnote link of our own digests, opened in Chromium on a page made from the article, lands on its passage.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { launch, publicDir, serve, stories } from './site.mjs';

const articles = path.join(publicDir, '../content/articles');
const plain = (markdown) => markdown
  .replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
  .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replace(/\\([\\`*_{}[\]()#+.!|<>~$&-])/g, '$1')
  .replace(/\*\*|(?<!\w)[*_]|[*_](?!\w)/g, '');
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const fold = (text) => text.normalize('NFKC').replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').toLowerCase().trim();

const pages = new Map();
let site, browser;
before(async () => {
  site = await serve(pages);
  browser = await launch();
});
after(async () => {
  await browser.close();
  await site.close();
});

test('every link of every story lands on its passage', async () => {
  const made = new Map();
  for (const file of fs.readdirSync(articles).filter((f) => f.endsWith('.md'))) {
    const [, front, body] = fs.readFileSync(path.join(articles, file), 'utf8').match(/^---\n([\s\S]*?)\n---\n([\s\S]*)$/);
    const paragraphs = plain(body).split(/\n\s*\n/).map((p) => `<p style="margin:0 0 900px">${escape(p.trim())}</p>`);
    const html = `<!doctype html><meta charset="utf-8"><div style="height:3000px">top</div>${paragraphs.join('\n')}`;
    for (const key of ['url', 'via']) {
      const address = front.match(new RegExp(`^${key}: "?([^"\\s]+)`, 'm'));
      if (address) made.set(address[1], html);
    }
  }
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  let landed = 0;
  for (const story of stories()) {
    const claims = JSON.parse(fs.readFileSync(path.join(publicDir, story, 'claims.json'), 'utf8'));
    for (const citation of claims.claims.flatMap((c) => c.citations).filter((c) => c.link?.includes(':~:text='))) {
      const [address, fragment] = citation.link.split('#');
      assert.ok(made.has(address), `${address} is no article's`);
      const at = `/article-${pages.size}`;
      pages.set(at, made.get(address));
      const page = await context.newPage();
      await page.goto(`${site.base}${at}#${fragment}`);
      await page.waitForFunction(() => scrollY > 0, null, { timeout: 5000 }).catch(() => assert.fail(`${citation.link} finds nothing`));
      const seen = await page.evaluate(() => [...document.querySelectorAll('p')].filter((p) => {
        const box = p.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
      }).map((p) => p.textContent).join(' '));
      assert.ok(fold(seen).includes(fold(citation.exact.split('[…]')[0])), `${citation.link} lands elsewhere`);
      landed += 1;
      await page.close();
    }
  }
  await context.close();
  assert.ok(landed > 0, 'no link has a text fragment');
});

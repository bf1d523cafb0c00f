// Every footnote link, opened in Chromium on a page made from the article, lands on exactly its passage: those of the repository's own digests, and those of a
// hundred digests that `digest compose` writes from articles set in every way that people set text. What counts is where the browser scrolls: to the very
// paragraph in which the passage begins, and nowhere where the words stand a second time.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { launch, serve } from './site.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target');
const age = (file) => fs.statSync(file).mtimeMs;
const program = ['release', 'debug'].map((p) => path.join(target, p, 'digest')).filter((p) => fs.existsSync(p)).sort((a, b) => age(b) - age(a))[0];

const plain = (markdown) => markdown
  .replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
  .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replace(/\\([\\`*_{}[\]()#+.!|<>~$&-])/g, '$1')
  .replace(/\*\*|(?<!\w)[*_]|[*_](?!\w)/g, '');
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const fold = (text) => text.normalize('NFKC').replace(/\u00ad/g, '').replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').toLowerCase().trim();

/** The paragraphs of an article file, its title first, and its addresses. */
function article(file) {
  const [, front, body] = fs.readFileSync(file, 'utf8').match(/^---\n([\s\S]*?)\n---\n([\s\S]*)$/);
  const of = (key) => front.match(new RegExp(`^${key}: "?([^"\\n]+)`, 'm'))?.[1].trim();
  return { title: of('title'), paragraphs: plain(body).split(/\n\s*\n/).map((p) => p.trim()).filter(Boolean), addresses: [of('url'), of('via')].filter(Boolean) };
}

/** A page of it, every paragraph a screen away from the next. */
const page = ({ title, paragraphs }) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>x</title><h1>${escape(title)}</h1><div style="height:2000px"></div>${
  paragraphs.map((p, n) => `<p id="p${n}" style="margin:0 0 900px">${escape(p).replace(/\n/g, ' ')}</p>`).join('\n')}`;

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

/** Opens every footnote link of a site's digests; gives how many landed. */
async function proveAll(folder) {
  const articles = new Map();
  for (const name of fs.readdirSync(path.join(folder, 'content/articles')).filter((f) => f.endsWith('.md'))) {
    const read = article(path.join(folder, 'content/articles', name));
    for (const address of read.addresses) articles.set(address, read);
  }
  const links = [];
  for (const name of fs.readdirSync(path.join(folder, 'content/digests')).filter((f) => f.endsWith('.md'))) {
    const text = fs.readFileSync(path.join(folder, 'content/digests', name), 'utf8');
    for (const [, label, link, words] of text.matchAll(/^\[\^(\d+[a-z]+)\]: \[.*?\]\((\S+?)\): “(.*)”$/gm)) {
      if (link.includes(':~:text=')) links.push({ name, label, link, words: plain(words) });
    }
  }
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  const wrong = [];
  let next = 0;
  const work = async () => {
    while (next < links.length) {
      const { name, label, link, words } = links[next];
      const at = `/article-${pages.size}-${next}`;
      next += 1;
      const [address, fragment] = link.split('#');
      const read = articles.get(address);
      if (!read) { wrong.push(`${name} [^${label}]: ${address} is no article's`); continue; }
      pages.set(at, page(read));
      const tab = await context.newPage();
      await tab.goto(`${site.base}${at}#${fragment}`);
      const moved = await tab.waitForFunction(() => scrollY > 0, null, { timeout: 4000 }).then(() => true, () => false);
      const seen = moved ? await tab.evaluate(() => [...document.querySelectorAll('p, h1')].filter((p) => {
        const box = p.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
      }).map((p) => [p.id, p.textContent])) : [];
      const part = fold(words.split('[…]')[0]);
      // A passage may run on into the next paragraph: then the first words stand in the one that is seen.
      const hit = seen.some(([, text]) => fold(text).includes(part) || (fold(text).length > 20 && part.startsWith(fold(text).slice(-40).trim().slice(0, 20))) || part.includes(fold(text)));
      if (!moved) wrong.push(`${name} [^${label}] finds nothing: ${link}`);
      else if (!hit) wrong.push(`${name} [^${label}] lands elsewhere: ${link}`);
      await tab.close();
      pages.delete(at);
    }
  };
  await Promise.all([work(), work(), work()]);
  await context.close();
  assert.deepEqual(wrong, []);
  return links.length;
}

test('every link of the repository lands on its passage', { timeout: 120_000 }, async () => {
  assert.ok(await proveAll(root) > 0, 'no link has a text fragment');
});

/** Numbers that look drawn, the same in every run. */
function drawn(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const who = ['the port authority', 'the chip maker Helion', 'the council of Ansel', 'the ministry', 'a court in Norrby', 'the union', 'Kestrel Foundry', 'the university'];
const did = ['approved', 'rejected', 'delayed', 'tested', 'bought', 'criticised', 'funded', 'withdrew'];
const what = ['a new language model', 'the second ferry', 'an open weather model', 'the old paper mill', 'a plan for sensors', 'the school’s robots', 'its chip plant'];
const why = ['after months of talks', 'because demand had grown', 'although critics asked for time', 'so that tests could begin', 'in spite of a lawsuit', 'to save water'];

/** Ways of setting a sentence that a link has to get over. */
const settings = [
  (s) => s,
  (s) => s.replace(/ (\w+)$/, ' — $1').replace(', ', ' – '),
  (s) => s.replace(/fi/g, 'ﬁ').replace(/fl/g, 'ﬂ').replace(/ff/g, 'ﬀ'),
  (s) => s.replace(/ (\d+)/g, '\u00a0$1').replace(' percent', '\u00a0%'),
  (s) => s.replace(/(minis)(try)/g, '$1\u00ad$2').replace(/(author)(ity)/g, '$1\u00ad$2').replace(/(month)(s)/g, '$1\u00ad$2'),
  (s) => `“${s.replace('.', ',')}” said Ada O’Hara-Müller, 5% of whose R&D is in Zürich.`,
  (s) => s.replace('.', '; it’s well-known (see “Kimi-K2”), isn’t it…'),
  (s) => s.replace(/\b(approved|tested|funded)\b/, '$1 (and later $1)'),
];

test('every link of a hundred written digests lands on its passage', { timeout: 240_000 }, async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'digest-links-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  fs.mkdirSync(path.join(folder, 'content/articles'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'digest.yaml'), 'title: Links\ncompose: {words: 60}\n');
  const draw = drawn(7);
  const of = (list) => list[draw(list.length)];
  for (let story = 0; story < 100; story += 1) {
    const topic = `${of(what)} number ${story + 11}`;
    for (const source of [1, 2]) {
      const sentence = () => {
        const said = `${of(who)} ${of(did)} ${topic} ${of(why)}, with ${draw(900) + 10} people and ${draw(90) + 5} percent more money.`;
        return of(settings)(said[0].toUpperCase() + said.slice(1));
      };
      const paragraphs = Array.from({ length: 5 }, () => Array.from({ length: 3 }, sentence).join(' '));
      // A line that stands twice, so that only its surroundings tell which is meant; and one without spaces.
      paragraphs.splice(2, 0, `${paragraphs[0].split('. ')[0]}. ${sentence()}`);
      if (story % 10 === 0) paragraphs.push(`港口管理局在经过数月谈判后批准了第${story + 11}号计划，并表示这将改变整个地区的未来。测试将于明年春天开始，共有${draw(900) + 10}人参加。`);
      const stem = `s${story}-${source}`;
      fs.writeFileSync(path.join(folder, `content/articles/${stem}.md`),
        `---\ntitle: "The news of ${topic}"\npublisher: Paper ${source}\npublished: 2026-03-0${source}\nurl: https://p${source}.example/${stem}\nstory: story-${story}\n---\n\n${paragraphs.join('\n\n')}\n`);
    }
  }
  execFileSync(program, ['--root', folder, '--quiet', 'compose'], { stdio: 'ignore' });
  assert.equal(fs.readdirSync(path.join(folder, 'content/digests')).length, 100);
  assert.ok(await proveAll(folder) >= 100, 'too few links to prove anything');
});

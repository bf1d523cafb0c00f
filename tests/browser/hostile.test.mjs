// A site whose every field comes from somebody who means harm, in Chromium: under its own content security policy and without any, no script but the
// theme's runs, no dialog opens, and no other host is asked.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { launch } from './site.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? path.join(here, '../../target');
const age = (p) => fs.statSync(p).mtimeMs;
const program = ['release', 'debug'].map((p) => path.join(target, p, 'digest')).filter((p) => fs.existsSync(p)).sort((a, b) => age(b) - age(a))[0];

const values = [
  '<script>window.pwned=1;alert(1)</script>',
  '</title></style></script></textarea><script>window.pwned=1</script>',
  '"><img src=x onerror="window.pwned=1"><svg onload=window.pwned=1>',
  "' onmouseover='window.pwned=1' autofocus tabindex=0 onfocus='window.pwned=1' x='",
  '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe><object data="//evil.example/x"></object>',
  '<img src="https://evil.example/x.png"><link rel=stylesheet href="https://evil.example/x.css">',
  '--><script>window.pwned=1</script><!--',
  '{{ site.title }}{% include "/etc/passwd" %}<base href="https://evil.example/">',
  '![x](https://evil.example/x.png) <https://evil.example/x> [x](https://evil.example/ "a onclick=window.pwned=1")',
  'https://evil.example/"onclick="window.pwned=1',
  '\u202e\u2066gnp.exe\u200b',
];

let folder, site, servers, browser;

function build() {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hostile-'));
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const q = JSON.stringify;
  put('digest.yaml', `title: ${q(values[0])}\ntagline: ${q(values[2])}\nbase_url: https://ledger.example\ntopics: {a: {name: ${q(values[1])}}}\ncheck: {deny: []}\n`);
  values.forEach((v, n) => {
    const front = [
      `title: ${q(`${n} ${v}`)}`, 'date: 2026-01-02', `summary: ${q(v)}`, `topics: [a, ${q(v)}]`, `reviewed_by: ${q(v)}`, 'writer: hand',
      `image: {src: ${q(v.includes(':') || v.includes('/') ? '/x.png' : v)}, alt: ${q(v)}, credit: ${q(v)}}`, `extra: {note: ${q(v)}}`,
      `corrections: [{date: 2026-01-02, text: ${q(v)}}]`, 'sources:',
      `  - {id: 1, title: ${q(v)}, publisher: ${q(v)}, author: [${q(v)}], url: ${q(`https://courier.example/${encodeURI(v)}`)}}`,
    ].join('\n');
    const line = v.replaceAll('\n', ' ');
    put(`content/digests/d${n}.md`, `---\n${front}\n---\n\nText ${line} more.[^1] Also ${line}.[^1]\n\n## ${line}\n\n- ${line}[^1]\n\n> ${line}[^1]\n\n\`\`\`${line}\n${line}\n\`\`\`\n`);
    put(`content/pages/p${n}.md`, `---\ntitle: ${q(`${n} ${v}`)}\nsummary: ${q(v)}\n---\n\n${line}\n`);
  });
  execFileSync(program, ['build', '--no-compose', '--drafts'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, SOURCE_DATE_EPOCH: '1795000000' } });
  site = path.join(folder, 'public');
}

/** Serves the site, with the policy of its own _headers file or with none. */
async function serve(policy) {
  const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.xml': 'application/xml' };
  const server = http.createServer((request, response) => {
    let file = path.join(site, decodeURIComponent(new URL(request.url, 'http://site').pathname));
    if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, 'index.html');
    if (!file.startsWith(site) || !fs.existsSync(file)) return response.writeHead(404).end();
    const headers = { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' };
    if (policy) headers['content-security-policy'] = policy;
    response.writeHead(200, headers).end(fs.readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { base: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

before(async () => {
  build();
  const policy = fs.readFileSync(path.join(site, '_headers'), 'utf8').match(/Content-Security-Policy:\s*(.*)/i)[1];
  servers = [['under its policy', await serve(policy)], ['without a policy', await serve(null)]];
  browser = await launch();
});
after(async () => {
  await browser?.close();
  servers?.forEach(([, server]) => server.close());
  if (folder) fs.rmSync(folder, { recursive: true });
});

test('nothing of it runs, and no other host is asked', async () => {
  const pages = fs.readdirSync(site, { recursive: true }).filter((name) => /\.(html|svg|xml)$/.test(name)).sort();
  assert.ok(pages.length > 3 * values.length, `${pages.length} pages`);
  for (const [how, server] of servers) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const faults = [];
    page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', (request) => { if (!request.url().startsWith(server.base)) faults.push(`asked: ${request.url()}`); });
    for (const name of pages) {
      await page.goto(`${server.base}/${name.split(path.sep).map(encodeURIComponent).join('/')}`);
      const found = await page.evaluate(() => {
        // What waits for a hand: every element is pointed at and given the focus.
        document.querySelectorAll('*').forEach((e) => {
          e.dispatchEvent(new Event('mouseover'));
          e.focus?.();
        });
        return {
          pwned: 'pwned' in window,
          handlers: [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length,
          links: [...document.querySelectorAll('[href],[src]')].map((e) => String(e.href?.baseVal ?? e.href ?? e.src)).filter((a) => /^(javascript|data|vbscript):/i.test(a)),
        };
      });
      assert.deepEqual([...faults, found], [{ pwned: false, handlers: 0, links: [] }], `${how}: ${name}`);
    }
    await context.close();
  }
});

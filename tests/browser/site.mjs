// Serves the built site as a host would, with the headers of its own _headers file, and opens Chromium on it.
import http from 'node:http';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
export const publicDir = path.join(here, '../../public');

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.xml': 'application/xml',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
};

/** The rules of a _headers file: a path pattern, then indented `Name: value` lines. */
function headerRules() {
  const rules = [];
  const file = path.join(publicDir, '_headers');
  if (!fs.existsSync(file)) return rules;
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    if (/^\s/.test(line)) {
      const at = line.indexOf(':');
      rules.at(-1).headers.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
    } else {
      const pattern = line.trim().replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/:[a-z]+/g, '[^/]+');
      rules.push({ test: new RegExp(`^${pattern}$`), headers: [] });
    }
  }
  return rules;
}

/** Starts a server for public/ on a free port of the loopback; `pages` adds addresses that the site does not have. */
export async function serve(pages = new Map()) {
  const rules = headerRules();
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, 'http://site').pathname);
    const made = pages.get(address);
    if (made) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      return response.end(made);
    }
    let file = path.join(publicDir, address);
    if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, 'index.html');
    const found = file.startsWith(publicDir) && fs.existsSync(file);
    for (const rule of rules) if (rule.test.test(address)) for (const [name, value] of rule.headers) response.setHeader(name, value);
    response.writeHead(found ? 200 : 404, { 'content-type': types[path.extname(found ? file : '404.html')] ?? 'application/octet-stream' });
    response.end(fs.readFileSync(found ? file : path.join(publicDir, '404.html')));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { base: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => server.close(done)) };
}

export function launch() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A page on which every error and every refusal of the content security policy is noted. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(address);
  return { page, context, faults };
}

/** The addresses of the stories, in a fixed order. */
export function stories() {
  const claims = JSON.parse(fs.readFileSync(path.join(publicDir, 'claims.json'), 'utf8'));
  return claims.stories.map((story) => new URL(story.url).pathname);
}

// Netlify's own packages read what we write for Netlify: its configuration in every context, and the two files of the built site.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { resolveConfig } from '@netlify/config';
import { parseAllHeaders } from '@netlify/headers-parser';
import { parseAllRedirects } from '@netlify/redirect-parser';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const digest = path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, 'target'), 'release/digest');

/** A site made for Netlify, with an old address of a story. */
function made() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'digest-netlify-'));
  const site = path.join(folder, 'site');
  execFileSync(digest, ['--quiet', 'new', site]);
  execFileSync(digest, ['--quiet', '--root', site, 'compose']);
  const digests = path.join(site, 'content/digests');
  const first = path.join(digests, fs.readdirSync(digests).sort()[0]);
  fs.writeFileSync(first, fs.readFileSync(first, 'utf8').replace('---\n', '---\naliases: [/old/address/]\n'));
  execFileSync(digest, ['--quiet', '--root', site, 'build', '--no-compose', '--base-url', 'https://paper.example']);
  return { folder, site };
}

async function resolved(cwd, context) {
  const lines = [];
  const log = console.warn;
  console.warn = (...words) => lines.push(words.join(' '));
  try {
    const { config, logs } = await resolveConfig({ cwd, context, branch: 'main', offline: true, buffer: true, mode: 'cli', env: {} });
    return { config, said: [...lines, ...(logs?.stdout ?? []), ...(logs?.stderr ?? [])] };
  } finally {
    console.warn = log;
  }
}

test('netlify.toml is read in every context without a warning: ours, and that of a new site', async () => {
  const { folder, site } = made();
  try {
    for (const cwd of [root, site]) {
      for (const context of ['production', 'deploy-preview', 'branch-deploy', 'dev']) {
        const { config, said } = await resolved(cwd, context);
        assert.deepEqual(said.filter((line) => /warn|error|deprecat|unknown/i.test(line)), [], `${cwd} ${context}`);
        assert.equal(path.relative(cwd, config.build.publish), 'public');
        assert.match(config.build.command, /build --no-compose --strict/);
        assert.equal(/--drafts/.test(config.build.command), ['deploy-preview', 'branch-deploy'].includes(context), context);
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('_headers and _redirects are read without an error, and say what was meant', async () => {
  const { folder, site } = made();
  try {
    const { headers, errors } = await parseAllHeaders({ headersFiles: [path.join(site, 'public/_headers')], configHeaders: [], minimal: true });
    assert.deepEqual(errors, []);
    const everywhere = headers.find((h) => h.for === '/*');
    assert.match(everywhere.values['Content-Security-Policy'], /^default-src 'none'/);
    assert.ok(headers.some((h) => /immutable/.test(h.values['Cache-Control'] ?? '')), 'fingerprinted files are kept for long');

    const read = await parseAllRedirects({ redirectsFiles: [path.join(site, 'public/_redirects')], configRedirects: [], minimal: true });
    assert.deepEqual(read.errors, []);
    const old = read.redirects.find((r) => r.from === '/old/address/' || r.from === '/old/address');
    assert.equal(old.status, 301);
    assert.match(old.to, /^\/story\/.+\/$/);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

// nginx with the configuration of docs/hosts/web-server.md serves the built site, with the headers that the build wrote down for hosts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const publicDir = path.join(root, 'public');

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The server block of the page, for this folder and port, and no more around it than nginx needs to run as anybody. */
async function start() {
  const page = fs.readFileSync(path.join(root, 'docs/hosts/web-server.md'), 'utf8');
  const port = await freePort();
  const block = page.match(/```nginx\n([\s\S]*?)```/)[1]
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('root /srv/my-digest;', `root ${publicDir};`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'digest-nginx-'));
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  const conf = path.join(folder, 'nginx.conf');
  fs.writeFileSync(conf, `daemon off; pid ${folder}/pid; error_log stderr notice; events {} http { access_log off; ${places}\n${block}\n}\n`);
  const nginx = spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', conf], { stdio: ['ignore', 'ignore', 'pipe'] });
  // It says so when its workers have started, or why they have not.
  await new Promise((resolve, reject) => {
    let said = '';
    nginx.stderr.on('data', (piece) => {
      said += piece;
      if (/start worker process/.test(said)) resolve();
    });
    nginx.on('exit', () => reject(new Error(said)));
  });
  const stop = () => new Promise((done) => {
    nginx.on('exit', () => { fs.rmSync(folder, { recursive: true, force: true }); done(); });
    nginx.kill('SIGQUIT');
  });
  return { base: `http://127.0.0.1:${port}`, stop };
}

test('nginx serves every address of the site with the headers of _headers', async () => {
  const { base, stop } = await start();
  try {
    // But for the hash of the style in the mails, which is another for every theme; the page says so.
    const wanted = fs.readFileSync(path.join(publicDir, '_headers'), 'utf8').match(/Content-Security-Policy: (.*)/)[1].replace(/ 'sha256-[^']+'/g, '');
    const files = fs.readdirSync(publicDir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    let pages = 0;
    for (const file of files) {
      const name = path.relative(publicDir, path.join(file.parentPath, file.name));
      if (['_headers', '_redirects', '.digest-site'].includes(name)) {
        assert.equal((await fetch(`${base}/${name}`)).status, 404, name);
        continue;
      }
      const address = `${base}/${name.replace(/(^|\/)index\.html$/, '$1')}`;
      const response = await fetch(address);
      assert.equal(response.status, 200, address);
      const body = Buffer.from(await response.arrayBuffer());
      assert.ok(body.equals(fs.readFileSync(path.join(publicDir, name))), `${address} is the file byte for byte`);
      assert.equal(response.headers.get('content-security-policy'), wanted, 'the policy of the page in docs is the one that the build writes');
      assert.notEqual(response.headers.get('content-type'), 'application/octet-stream', name);
      if (name.endsWith('.html')) { pages += 1; assert.match(response.headers.get('content-type'), /^text\/html; charset=utf-8/); }
    }
    assert.ok(pages > 10, 'the site was built');
    const none = await fetch(`${base}/no/such/page/`);
    assert.equal(none.status, 404);
    assert.equal(await none.text(), fs.readFileSync(path.join(publicDir, '404.html'), 'utf8'));
  } finally {
    await stop();
  }
});

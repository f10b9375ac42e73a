// A real gracegated on a free port and an empty folder, on a clock that starts at the time of the description's examples.
import { spawn } from 'node:child_process';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const program = process.env.GRACEGATED ?? 'gracegated';
export const start = '2026-12-01T09:00:00Z';

export async function start_server(...options) {
  const folder = mkdtempSync(join(tmpdir(), 'gracegate-openapi-'));
  const clock = join(folder, 'clock');
  // Whole or not at all: the server reads the file when it changes.
  const set = (iso) => {
    writeFileSync(`${clock}.new`, `${Date.now()} ${Date.parse(iso)} 1\n`);
    renameSync(`${clock}.new`, clock);
  };
  set(start);
  const child = spawn(
    program,
    ['serve', '--data', join(folder, 'data'), '--listen', '127.0.0.1:0', '--clock', clock, '--log-level', 'error',
      '--product', 'notes', '--pay-url', 'https://pay.example.com/{account}', '--help-url', 'https://help.example.com',
      '--contact-name', 'Ada Example', '--contact-email', 'ada@example.com', ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  process.on('exit', () => child.kill()); // a test that was broken off leaves nothing behind
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /answers at (\S+)/.exec(line);
      if (match) resolve(match[1]);
    });
    ended.then(() => reject(new Error('gracegated ended early')));
  });
  const root_file = join(folder, 'data', 'keys', 'root.pem');
  let root = '';
  const put_root_back = () => {
    if (existsSync(root_file)) root = readFileSync(root_file, 'utf8');
    else writeFileSync(root_file, root, { mode: 0o600 });
  };
  return {
    url,
    put_root_back,
    // As the machine does that has the root.
    sign(typ, payload) {
      const key = createPrivateKey(root);
      const { x } = key.export({ format: 'jwk' });
      const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
      const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const input = `${encode({ alg: 'Ed25519', kid, typ })}.${encode(payload)}`;
      return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
    },
    secrets: JSON.parse(readFileSync(join(folder, 'data', 'first-run.json'), 'utf8')),
    set, // makes the server's clock show an instant
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      rmSync(folder, { recursive: true });
      return code;
    },
  };
}

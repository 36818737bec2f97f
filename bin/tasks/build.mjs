// Everything that `npm start` needs: registry, bundles of the background processes, the web application.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { fingerprint } from './fingerprint.mjs';
import { root } from './root.mjs';
import { bundleWidget } from './widget.mjs';

const WEB = [
  'app',
  'runtime',
  'nodes',
  'flows',
  'public',
  'package-lock.json',
  'next.config.mjs',
  'tsconfig.json',
  'proxy.ts',
  'instrumentation.ts',
];

/** Builds what is stale. Says what it does, because the first time takes half a minute or more. */
export async function buildAll() {
  const generated = spawnSync(process.execPath, [join(root, 'bin/tasks/generate.mjs')], { stdio: 'inherit' });
  if (generated.status !== 0) process.exit(1);
  await bundle();
  await bundleWidget();
  buildWeb();
}

function buildWeb() {
  const stamp = join(root, '.next', '.fingerprint');
  const server = join(root, '.next', 'standalone', 'server.js');
  const now = fingerprint(WEB);
  if (existsSync(server) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  console.log('Building the web application (about a minute, only after a change) ...');
  const result = spawnSync(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (result.status !== 0) {
    console.error(result.stdout, result.stderr);
    console.error('The web application could not be built.');
    process.exit(1);
  }
  // The standalone server serves only what lies beside it.
  cpSync(join(root, '.next', 'static'), join(root, '.next', 'standalone', '.next', 'static'), {
    recursive: true,
  });
  if (existsSync(join(root, 'public')))
    cpSync(join(root, 'public'), join(root, '.next', 'standalone', 'public'), { recursive: true });
  writeFileSync(stamp, now);
}

if (process.argv[1] === join(root, 'bin/tasks/build.mjs')) await buildAll();

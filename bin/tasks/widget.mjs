// Bundles the chat widget into one script for foreign web pages: public/chat-widget.js.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, stop } from 'esbuild';
import { root } from './root.mjs';

/** Bytes, compressed: what a page may at most have to load for it. */
export const WIDGET_LIMIT = 25_000;

/** The script and its compressed size. It is the same for every installation: it finds its server by its own address. */
export async function buildWidget() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['app/chat-widget/main.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error('esbuild gave no chat widget.');
  return { script: file.contents, bytes: gzipSync(file.contents, { level: 9 }).length };
}

/** Writes it where the web server finds it, if it has changed; a tenth of a second. */
export async function bundleWidget() {
  const { script, bytes } = await buildWidget();
  await stop();
  const target = join(root, 'public', 'chat-widget.js');
  if (existsSync(target) && readFileSync(target).equals(script)) return;
  mkdirSync(join(root, 'public'), { recursive: true });
  writeFileSync(target, script);
  console.log(`Chat widget: ${(bytes / 1000).toFixed(1)} kB compressed (at most ${WIDGET_LIMIT / 1000} kB).`);
}

if (process.argv[1] === join(root, 'bin/tasks/widget.mjs')) await bundleWidget();

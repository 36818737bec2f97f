// First file of every command. It uses only what every Node since 18 brings, so that it can say one clear sentence
// where the machine's Node is too old, fetch Node 24 from the npm registry where it is merely older, install the
// packages of the lock file where they are missing, and then go on under Node 24 with the task that was asked for.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const NODE_VERSION = '24.21.0';
const OLDEST = [20, 19];
const root = fileURLToPath(new URL('..', import.meta.url));

/** Name of the npm package that carries the Node binary for a platform, or null where there is none. */
export function nodePackage(platform, architecture) {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'win' }[platform];
  const known = { linux: ['x64', 'arm64'], darwin: ['x64', 'arm64'], win: ['x64'] };
  if (!system || !known[system].includes(architecture)) return null;
  return `node-${system}-${architecture}`;
}

/** What to do about the running Node: `run` it, `fetch` Node 24, or `refuse`. */
export function nodeDecision(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major >= 24) return 'run';
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return 'fetch';
  return 'refuse';
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** What takes a while is told beside the output: that belongs to the task, whose first line may be waited for. */
function note(sentence) {
  console.error(sentence);
}

/** npm under the Node that runs this file, whichever way npm itself was started. */
function npm(parameters, options = {}) {
  const script = process.env.npm_execpath;
  const [command, first] =
    script && /npm-cli\.c?js$/.test(script) ? [process.execPath, [script]] : ['npm', []];
  return spawnSync(command, [...first, ...parameters], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32' && command === 'npm',
    ...options,
  });
}

function fetchNode() {
  const name = nodePackage(process.platform, process.arch);
  if (!name) {
    fail(
      `Stellwerk runs on Node 24; this is Node ${process.versions.node}, and npm has no Node 24 for ${process.platform} ${process.arch}. Please install Node 24.`,
    );
  }
  const folder = join(root, '.node');
  const binary = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const works = () =>
    existsSync(binary) &&
    spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${NODE_VERSION}`;
  if (works()) return binary;
  note(`Fetching Node ${NODE_VERSION} from the npm registry (this machine has ${process.versions.node}) ...`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const result = npm(
    [
      'install',
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefix',
      folder,
      `${name}@${NODE_VERSION}`,
    ],
    { cwd: folder },
  );
  if (result.status !== 0 || !works()) {
    fail(
      `Node ${NODE_VERSION} could not be fetched from the npm registry. Please check the network or install Node 24.\n${result.stderr ?? ''}`,
    );
  }
  return binary;
}

/** Installs exactly what package-lock.json says, once per lock file. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.stellwerk-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  note('Installing packages (npm ci) ...');
  const result = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (result.status !== 0) fail(`The packages could not be installed:\n${result.stderr ?? ''}`);
  writeFileSync(stamp, lock);
  rmSync(join(root, '.next', 'cache'), { recursive: true, force: true });
}

function runUnder(binary) {
  const child = spawn(binary, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      STELLWERK_LAUNCHER: String(process.pid),
      PATH: `${dirname(binary)}${delimiter}${process.env.PATH ?? ''}`,
    },
  });
  // The child decides how to stop; this process only stays until it has.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** A launcher that was killed could pass nothing on: its child finds itself with another parent, and stops in order. */
function stopWithLauncher() {
  const launcher = Number(process.env.STELLWERK_LAUNCHER ?? 0);
  delete process.env.STELLWERK_LAUNCHER;
  if (launcher === 0 || launcher !== process.ppid) return;
  const watch = setInterval(() => {
    if (process.ppid === launcher) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

async function main() {
  stopWithLauncher();
  const decision = nodeDecision(process.versions.node);
  if (decision === 'refuse') {
    fail(
      `Stellwerk needs Node 20.19 or newer to start (it then fetches Node 24 by itself); this is Node ${process.versions.node}.`,
    );
  }
  if (decision === 'fetch') return runUnder(fetchNode());
  installPackages();
  const [task = '', ...parameters] = process.argv.slice(2);
  const file = join(root, 'bin', 'tasks', `${task}.mjs`);
  if (!/^[a-z]+$/.test(task) || !existsSync(file)) fail(`There is no task "${task}".`);
  process.argv = [process.argv[0], file, ...parameters];
  await import(pathToFileURL(file).href);
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) await main();

// `npm test`: lint, types, unit, integration, scenario and browser tests. The last line counts them all.
// Lint, types, generated files count as one test each, so that none of them can fail unseen.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureDebianPackage } from './debian-package.mjs';
import { root } from './root.mjs';

const quick = process.argv.includes('--quick');
const only = process.argv.find((argument) => argument.startsWith('--project='))?.slice('--project='.length);
// Everything that opens a store of its own uses the one that MONGODB_URI names, in databases of their own.
if (process.argv.includes('--mongodb') && !process.env.MONGODB_URI) {
  console.error('MONGODB_URI is not set: which MongoDB should the tests use?');
  process.exit(2);
}
const results = join(root, '.test');
const counts = { passed: 0, failed: 0 };
/** Tests that passed only when they were tried again: a rare failure is still one to look into. */
const triedAgain = [];
const CHROMIUM_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const bin = (name) => join(root, 'node_modules', name);

function announce(title) {
  console.log(`\n== ${title} (${new Date().toISOString().slice(11, 19)})`);
}

/** A command that counts as one test. */
function check(title, parameters) {
  announce(title);
  const { status } = spawnSync(process.execPath, parameters, {
    cwd: root,
    stdio: 'inherit',
    env: environment,
  });
  counts[status === 0 ? 'passed' : 'failed'] += 1;
}

function vitest(project, extra = []) {
  announce(`${project} tests`);
  const output = join(results, `${project}.json`);
  rmSync(output, { force: true });
  const { status } = spawnSync(
    process.execPath,
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${output}`,
      '--passWithNoTests',
      ...extra,
    ],
    { cwd: root, stdio: 'inherit', env: environment },
  );
  if (!existsSync(output)) {
    counts.failed += 1;
    return;
  }
  const report = JSON.parse(readFileSync(output, 'utf8'));
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests + brokenFiles;
  for (const file of report.testResults)
    for (const { status: outcome, fullName, failureMessages } of file.assertionResults)
      if (outcome === 'passed' && failureMessages.length > 0)
        triedAgain.push(
          `${relative(root, file.name)} > ${fullName}\n    ${failureMessages[0].split('\n', 1)[0]}`,
        );
  // An error outside of every test (an unhandled rejection) fails the run without failing a test.
  if (status !== 0 && report.numFailedTests + brokenFiles === 0) counts.failed += 1;
}

/** Tests that cannot run have failed: a green line must mean that everything was tried. */
function missing(program, project) {
  console.error(
    `${program} is missing and cannot be installed by this user: the ${project} tests cannot run.`,
  );
  counts.failed += 1;
}

const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', TZ: 'UTC' };
mkdirSync(results, { recursive: true });

if (!only) {
  check('generated files are fresh', [join(root, 'bin/tasks/generate.mjs'), '--check']);
  check('lint and format', [bin('@biomejs/biome/bin/biome'), 'check', '.']);
  if (existsSync(join(root, 'next.config.mjs'))) {
    spawnSync(process.execPath, [bin('next/dist/bin/next'), 'typegen'], {
      cwd: root,
      stdio: 'inherit',
      env: environment,
    });
  }
  check('types', [bin('typescript/bin/tsc'), '--noEmit', '-p', '.']);
  vitest('unit');
}
if (!quick && (!only || only === 'integration')) {
  const dovecot = ensureDebianPackage('dovecot-imapd', ['/usr/sbin/dovecot']);
  if (dovecot) vitest('integration');
  else missing('Dovecot', 'integration');
}
if (!quick && (!only || only === 'browser')) {
  const chromium = process.env.STELLWERK_CHROMIUM ?? ensureDebianPackage('chromium', CHROMIUM_PLACES);
  if (!chromium) {
    missing('Chromium', 'browser');
  } else {
    environment.STELLWERK_CHROMIUM = chromium;
    check('build', [join(root, 'bin/tasks/build.mjs')]);
    vitest('browser');
  }
}

if (triedAgain.length > 0) console.log(`\nPassed only when tried again:\n  ${triedAgain.join('\n  ')}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

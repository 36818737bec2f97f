import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './source-files';

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Every line of standard output as JSON. */
  lines(): unknown[];
}

/** Runs a task of the project as npm does (`cli flow test`, `start` ...) and waits for its end. */
export async function runCommand(
  parameters: string[],
  options: { environment?: Record<string, string>; input?: string } = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [join(root, 'bin/bootstrap.mjs'), ...parameters], {
    cwd: root,
    env: { ...process.env, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return {
    code,
    stdout,
    stderr,
    lines: () =>
      stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line)),
  };
}

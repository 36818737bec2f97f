/** One JSON object on one line of standard output: what other programs read. */
export function printLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

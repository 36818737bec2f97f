/** Leaves the reason of a request that failed on the server's side in the log of the web process. */
export function tellFailure(what: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ level: 'error', what, reason })}\n`);
}

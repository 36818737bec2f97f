import type { FromServer } from './messages';
import { serve } from './serve';
import { StorageError } from './storage/storage';

/**
 * The server's own process. Its starter gives the data folder as the first argument and an IPC channel, over which it
 * hears how the start went; when the channel closes, because the starter has ended, the server ends too.
 */
async function main(): Promise<void> {
  const [dataDir, database = 'test', synchronous = 'full', transport, tests] = process.argv.slice(2);
  if (dataDir === undefined || process.send === undefined) {
    process.stderr.write('This program is started by the application, not by hand.\n');
    process.exit(2);
  }
  const log = (message: string, details?: Readonly<Record<string, unknown>>): void =>
    tell({ kind: 'log', message, details: details ?? {} });
  process.on('uncaughtException', (error) => {
    tell({
      kind: 'log',
      message: 'the server ends because of an unexpected error',
      details: { message: error.message, stack: error.stack ?? '' },
    });
    // What was not committed was not acknowledged either; the starter starts anew.
    setImmediate(() => process.exit(1));
  });
  const started = await serve({
    dataDir,
    database,
    log,
    synchronous: synchronous === 'off' ? 'off' : 'full',
    transport: transport === 'tcp' ? 'tcp' : 'socket',
    testCommands: tests === 'test-commands',
  }).catch((error: unknown) => {
    const failure = error instanceof StorageError ? error.failure : 'io';
    tell({ kind: 'failed', failure, message: error instanceof Error ? error.message : String(error) });
    return undefined;
  });
  if (started === undefined) {
    process.disconnect();
    return;
  }
  const stop = (): void => {
    started.server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('disconnect', stop);
  process.once('message', stop);
  // A Ctrl-C reaches the whole process group; the starter decides when the server is no longer needed.
  process.on('SIGINT', () => {});
  process.once('SIGTERM', stop);
  tell({ kind: 'ready', uri: started.uri });
}

function tell(message: FromServer): void {
  if (process.connected) process.send?.(message);
}

void main();

import pino from 'pino';
import type { Log } from './log';

/** The log of a process: one JSON object a line on stderr. STELLWERK_LOG_LEVEL chooses how much (default `warn`). */
export function createProcessLog(name: string): Log {
  return pino(
    {
      name,
      level: process.env.STELLWERK_LOG_LEVEL ?? 'warn',
      serializers: { error: pino.stdSerializers.err },
      redact: ['*.password', '*.apiKey', '*.secret', 'password', 'apiKey', 'secret'],
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

import { createServer } from 'node:net';

export interface WantedPort {
  name: string;
  port: number;
}

export interface TakenPort extends WantedPort {
  reason: 'taken' | 'denied';
}

/** The first wanted port that cannot be listened on, or null. Tried by listening, because nothing else is certain. */
export async function findTakenPort(host: string, wanted: WantedPort[]): Promise<TakenPort | null> {
  for (const candidate of wanted) {
    const code = await tryListening(host, candidate.port);
    if (code === 'EACCES') return { ...candidate, reason: 'denied' };
    if (code) return { ...candidate, reason: 'taken' };
  }
  return null;
}

function tryListening(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'UNKNOWN'));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

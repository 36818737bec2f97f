import { resolve } from 'node:dns/promises';

/** Asks for the records of one type, as `dns.promises.resolve` does; rejects with its error codes. */
export type DnsResolver = (domain: string, type: string) => Promise<string[] | string[][]>;

export interface CachedResolverOptions {
  ask?: DnsResolver;
  /** Monotonic milliseconds. */
  now?: () => number;
  /** Longest wait for one answer, milliseconds. */
  timeoutMs?: number;
}

const KEEP_MS = 300_000;
const MAX_ENTRIES = 5000;
/** After so many unanswered questions in a row, none is asked for a while: a dead resolver must not slow mail down. */
const MAX_SILENT = 3;
const REST_MS = 30_000;

/**
 * DNS for the checks of many mails: answers (and "there is none") are remembered for five minutes, questions asked at the same
 * time share one, and each has a time limit. What cannot be asked rejects with the code `ETIMEOUT`.
 */
export function createCachedResolver(options: CachedResolverOptions = {}): DnsResolver {
  const { ask = defaultAsk, now = () => performance.now(), timeoutMs = 1500 } = options;
  const known = new Map<string, { until: number; answer: ReturnType<DnsResolver> }>();
  let silent = 0;
  let restsUntil = 0;

  async function askInTime(domain: string, type: string): ReturnType<DnsResolver> {
    if (now() < restsUntil) throw timeoutError();
    try {
      const answer = await within(ask(domain, type), timeoutMs);
      silent = 0;
      return answer;
    } catch (error) {
      if (!isSilence(error)) {
        silent = 0;
        throw error;
      }
      silent += 1;
      if (silent >= MAX_SILENT) restsUntil = now() + REST_MS;
      throw error;
    }
  }

  return (domain, type) => {
    const key = `${type} ${domain.toLowerCase()}`;
    const entry = known.get(key);
    if (entry && now() < entry.until) return entry.answer;
    const answer = askInTime(domain, type);
    known.set(key, { until: now() + KEEP_MS, answer });
    answer.catch((error: unknown) => {
      if (isSilence(error)) known.delete(key);
    });
    const [oldest] = known.keys();
    if (known.size > MAX_ENTRIES && oldest !== undefined) known.delete(oldest);
    return answer;
  };
}

const defaultAsk: DnsResolver = async (domain, type) => {
  // The checks ask for these types only; each has a form of its own.
  if (type === 'MX') {
    const hosts = await resolve(domain, 'MX');
    return hosts.map(({ exchange, priority }) => ({ exchange, priority })) as unknown as string[];
  }
  if (type === 'TXT') return resolve(domain, 'TXT');
  if (type === 'A' || type === 'AAAA' || type === 'PTR' || type === 'CNAME') return resolve(domain, type);
  return [];
};

/** Codes that say something about the name; every other one means that nobody could tell. */
function isSilence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code !== 'ENOTFOUND' && code !== 'ENODATA' && code !== 'EBADNAME';
}

function timeoutError(): Error {
  return Object.assign(new Error('The name server does not answer.'), { code: 'ETIMEOUT' });
}

async function within<Value>(work: Promise<Value>, ms: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timeoutError()), ms);
    timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { lookup as resolveName } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type ActivityClients, ActivityError } from '@/runtime/flow/activity';
import { isPrivateAddress } from './private-address';

type Request = ActivityClients['request'];
type RequestInit = Parameters<Request>[1];
type Response = Awaited<ReturnType<Request>>;

const maxRedirects = 3;

/**
 * Outbound HTTP for activities: http and https only, no private or local address (checked for the very address that is
 * connected to, also after a redirect), cut off after `timeoutMs` and `maxBytes`.
 * Errors: ActivityError `addressRefused`, `tooLarge`, `badUrl`, `timeout`, `unreachable`.
 * @param allowPrivate addresses of the own network may be reached (STELLWERK_ALLOW_PRIVATE_HTTP=1).
 */
export function createGuardedRequest(allowPrivate: boolean): Request {
  return async (url, init) => {
    let target = parseUrl(url);
    for (let redirects = 0; ; redirects += 1) {
      const response = await send(target, init, allowPrivate);
      const { location } = response.headers;
      const isRedirect = response.status >= 301 && response.status <= 308 && response.status !== 304;
      // Only reading is repeated elsewhere: a body must not travel to another place than the one it was meant for.
      if (!isRedirect || !location || init.method !== 'GET' || redirects >= maxRedirects) return response;
      target = parseUrl(location, target);
    }
  };
}

function parseUrl(url: string, base?: URL): URL {
  const parsed = URL.parse(url, base);
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) {
    throw new ActivityError('badUrl', `"${url.slice(0, 200)}" is not an http or https address.`);
  }
  return parsed;
}

function send(url: URL, init: RequestInit, allowPrivate: boolean): Promise<Response> {
  return new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!allowPrivate && isIP(host) && isPrivateAddress(host)) {
      reject(refused(host));
      return;
    }
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = start(url, {
      method: init.method,
      headers: init.headers,
      lookup: allowPrivate ? undefined : guardedLookup,
      signal: AbortSignal.timeout(init.timeoutMs),
    });
    request.on('error', (error) => reject(explain(error, init.timeoutMs)));
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > init.maxBytes) {
          reject(new ActivityError('tooLarge', `The answer is larger than ${init.maxBytes} bytes.`));
          request.destroy();
        } else parts.push(part);
      });
      response.on('error', (error) => reject(explain(error, init.timeoutMs)));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    request.end(init.body);
  });
}

/** Resolves a name and refuses it when any of its addresses is private, so that no second look-up can give another. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, []);
      return;
    }
    const bad = addresses.find(({ address }) => isPrivateAddress(address));
    const [first] = addresses;
    if (bad || !first) callback(refused(bad?.address ?? hostname), []);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function refused(address: string): ActivityError {
  return new ActivityError('addressRefused', `${address} is a private address; flows may not reach it.`);
}

function explain(error: Error, timeoutMs: number): ActivityError {
  if (error instanceof ActivityError) return error;
  const cause = error.cause instanceof ActivityError ? error.cause : null;
  if (cause) return cause;
  const timedOut = error.name === 'AbortError' || error.name === 'TimeoutError';
  return timedOut
    ? new ActivityError('timeout', `No answer within ${timeoutMs} ms.`, { permanent: false, timeout: true })
    : new ActivityError('unreachable', error.message, { permanent: false });
}

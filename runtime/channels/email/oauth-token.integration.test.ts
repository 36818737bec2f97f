import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createTokenSource } from './oauth-token';

let server: Server | null = null;
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});

async function tokenServer(answer: (count: number) => { status: number; body: string }) {
  const asked: URLSearchParams[] = [];
  server = createServer(async (request, response) => {
    asked.push(new URLSearchParams(await text(request)));
    const { status, body } = answer(asked.length);
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const tokenUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/token`;
  return {
    asked,
    settings: {
      provider: 'other' as const,
      tokenUrl,
      clientId: 'client',
      clientSecret: 'secret',
      refreshToken: 'refresh',
    },
  };
}

const granted = (count: number) => ({
  status: 200,
  body: JSON.stringify({ access_token: `token-${count}`, expires_in: 3600 }),
});

describe('createTokenSource', () => {
  it('asks once for callers at the same time and renews shortly before the end', async () => {
    const { asked, settings } = await tokenServer(granted);
    let now = 0;
    const token = createTokenSource(settings, () => now);
    expect(await Promise.all([token(), token(), token()])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(asked[0]?.get('grant_type')).toBe('refresh_token');
    now = 3000 * 1000;
    expect(await token()).toBe('token-1');
    now = 3500 * 1000;
    expect(await token()).toBe('token-2');
    expect(asked).toHaveLength(2);
  });

  it('tells a withdrawn grant from a server in trouble', async () => {
    const { settings } = await tokenServer((count) =>
      count === 1 ? { status: 400, body: '{"error":"invalid_grant"}' } : { status: 503, body: 'busy' },
    );
    const token = createTokenSource(settings, () => 0);
    await expect(token()).rejects.toMatchObject({
      code: 'oauthRefused',
      values: { reason: 'invalid_grant' },
    });
    await expect(token()).rejects.toMatchObject({ code: 'oauthUnreachable' });
  });

  it('never puts the secret into an error', async () => {
    const { settings } = await tokenServer(() => ({ status: 401, body: '{"error":"invalid_client"}' }));
    const error = await createTokenSource(settings, () => 0)().catch((reason: unknown) => reason);
    expect(String(error)).not.toContain('secret');
  });
});

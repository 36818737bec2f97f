import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { insertTicket } from '@/app/trpc/testing/sample-ticket';
import { beginMailboxSignIn, finishMailboxSignIn } from '@/runtime/administration/mailbox-sign-in';
import { addMailbox } from '@/runtime/administration/mailboxes';
import { mailboxUse, removeMailbox } from '@/runtime/administration/remove-mailbox';
import { Channels, findChannel } from '@/runtime/store/channels';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore, type TestStore } from '@/runtime/store/embedded/test-store';
import { createDovecot, type Dovecot } from '@/tests/dovecot';
import { connectImap } from './connect-imap';
import { emailSettingsSchema } from './email-settings';
import { mailboxTokens } from './mailbox-tokens';
import { createTokenSource } from './oauth-token';
import { openChannelSecrets } from './open-channel-secrets';

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

describe('the tokens of a mailbox', () => {
  /** A mail server's question whether a token is good: that of the first request was withdrawn early. */
  async function dovecotThatRefuses(refused: string): Promise<Dovecot> {
    const introspection = createServer(async (request, response) => {
      const asked = new URLSearchParams(await text(request)).get('token');
      response
        .writeHead(200, { 'content-type': 'application/json', connection: 'close' })
        .end(JSON.stringify({ active: asked !== refused, username: 'service' }));
    });
    await new Promise<void>((resolve) => introspection.listen(0, '127.0.0.1', resolve));
    const address = introspection.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const dovecot = await createDovecot({ introspectionUrl: `http://127.0.0.1:${port}/` });
    onTestFinished(async () => {
      await dovecot.remove();
      introspection.closeAllConnections();
      await new Promise((resolve) => introspection.close(resolve));
    });
    await dovecot.start();
    return dovecot;
  }

  it('open an IMAP server by XOAUTH2; one that it does not take is replaced at once', async () => {
    const { asked, settings } = await tokenServer(granted);
    const dovecot = await dovecotThatRefuses('token-1');
    const imap = {
      host: '127.0.0.1',
      port: dovecot.port,
      security: 'none' as const,
      user: 'service',
      password: null,
      accessToken: createTokenSource(settings, () => 0),
      folders: ['INBOX'],
      afterFetch: { kind: 'seen' as const },
      firstFetch: 'unseen' as const,
    };
    await expect(connectImap(imap)).rejects.toThrow();
    const client = await connectImap(imap);
    expect(client.usable).toBe(true);
    await client.logout();
    expect(asked).toHaveLength(2);
  });

  it('are the same for fetching and sending, as long as its settings are', async () => {
    const { asked, settings } = await tokenServer(granted);
    const { clientSecret, refreshToken, ...oauth } = settings;
    const mailbox = emailSettingsSchema.parse({ oauth });
    const secrets = { oauthClientSecret: clientSecret, oauthRefreshToken: refreshToken };
    const tokens = () => mailboxTokens('tokens-of-one', mailbox, secrets, () => 0);
    expect(await Promise.all([tokens()?.(), tokens()?.()])).toEqual(['token-1', 'token-1']);
    expect(asked).toHaveLength(1);
    const renewed = { ...secrets, oauthRefreshToken: 'another' };
    expect(await mailboxTokens('tokens-of-one', mailbox, renewed, () => 0)?.()).toBe('token-2');
  });
});

describe('a refresh token that the provider replaces', () => {
  it('is used from then on and stored at most once a day', async () => {
    const { asked, settings } = await tokenServer((count) => ({
      status: 200,
      body: JSON.stringify({ access_token: 'a', expires_in: 600, refresh_token: `refresh-${count}` }),
    }));
    let now = 0;
    const kept: string[] = [];
    const token = createTokenSource(
      settings,
      () => now,
      async (value) => void kept.push(value),
    );
    for (const hour of [0, 1, 25]) {
      now = hour * 3_600_000;
      await token();
    }
    expect(asked.map((query) => query.get('refresh_token'))).toEqual(['refresh', 'refresh-1', 'refresh-2']);
    expect(kept).toEqual(['refresh-1', 'refresh-3']);
  });
});

describe('the log-in of a mailbox’s owner at his provider', () => {
  let store: TestStore;
  const now = new Date('2026-11-02T10:00:00Z');
  const redirectUri = 'http://127.0.0.1:3000/api/oauth/mailbox/callback';
  beforeAll(async () => {
    process.env.STELLWERK_SECRET_KEY = 's'.repeat(43);
    store = await openTestStore();
    await connectStore(store.uri);
  });
  afterAll(async () => {
    await disconnectStore();
    await store.stop();
  });

  let made = 0;
  async function mailboxAt(tokenUrl: string): Promise<string> {
    made += 1;
    const settings = emailSettingsSchema.parse({
      oauth: {
        provider: 'other',
        clientId: 'client',
        tokenUrl,
        authorizeUrl: 'https://login.example/authorize?x=1',
        scope: 'mail offline',
      },
    });
    const mailbox = {
      name: `Box ${made}`,
      addresses: [`box-${made}@example.com`],
      enabled: true,
      settings,
      secrets: { oauthClientSecret: 'client secret' },
    };
    return (await addMailbox(mailbox, now)).id;
  }

  const begin = async (channelId: string) => {
    const { url } = await beginMailboxSignIn({ channelId, redirectUri, accountId: 'ada' }, now);
    return new URL(url).searchParams;
  };

  it('asks with PKCE, exchanges the code once and stores the token sealed', async () => {
    const { asked, settings } = await tokenServer(() => ({
      status: 200,
      body: JSON.stringify({ access_token: 'a', refresh_token: 'lasting' }),
    }));
    const channelId = await mailboxAt(settings.tokenUrl);
    const query = await begin(channelId);
    expect(Object.fromEntries(query)).toMatchObject({
      x: '1',
      response_type: 'code',
      client_id: 'client',
      redirect_uri: redirectUri,
      scope: 'mail offline',
      code_challenge_method: 'S256',
    });
    const state = query.get('state') ?? '';
    const ended = { state, code: 'the code', accountId: 'ada' };
    expect(await finishMailboxSignIn(ended, now)).toEqual({ channelId });
    const verifier = asked[0]?.get('code_verifier') ?? '';
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(query.get('code_challenge'));
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      grant_type: 'authorization_code',
      code: 'the code',
      client_secret: 'client secret',
      redirect_uri: redirectUri,
    });
    const channel = await findChannel(channelId);
    expect(JSON.stringify(channel)).not.toContain('lasting');
    expect(channel && openChannelSecrets(channel).oauthRefreshToken).toBe('lasting');
    await expect(finishMailboxSignIn(ended, now)).rejects.toMatchObject({ code: 'oauthSignInExpired' });
  });

  it('is worth nothing to another account, too late, or with a made-up state', async () => {
    const { asked, settings } = await tokenServer(granted);
    const channelId = await mailboxAt(settings.tokenUrl);
    const states = [(await begin(channelId)).get('state') ?? '', (await begin(channelId)).get('state') ?? ''];
    const late = new Date(now.getTime() + 11 * 60_000);
    for (const [state, accountId, at] of [
      [states[0], 'eve', now],
      [states[1], 'ada', late],
      ['made up', 'ada', now],
    ] as const) {
      await expect(
        finishMailboxSignIn({ state: state ?? '', code: 'x', accountId }, at),
      ).rejects.toMatchObject({ code: 'oauthSignInExpired' });
    }
    expect(asked).toEqual([]);
  });

  it('says so when the provider gives nothing lasting', async () => {
    const { settings } = await tokenServer(granted);
    const channelId = await mailboxAt(settings.tokenUrl);
    const state = (await begin(channelId)).get('state') ?? '';
    await expect(finishMailboxSignIn({ state, code: 'x', accountId: 'ada' }, now)).rejects.toMatchObject({
      code: 'oauthNoRefreshToken',
    });
  });

  it('a mailbox that is removed leaves its tickets to another', async () => {
    const first = await mailboxAt('https://x.example');
    const heir = await mailboxAt('https://x.example');
    await expect(removeMailbox(first, null, now)).rejects.toMatchObject({ code: 'mailboxStillOn' });
    await Channels.updateOne({ _id: first }, { $set: { enabled: false } }).exec();
    await insertTicket({ channelId: first });
    expect(await mailboxUse(first)).toMatchObject({ tickets: 1, openTickets: 1, unsent: 0 });
    await expect(removeMailbox(first, null, now)).rejects.toMatchObject({ code: 'heirMissing' });
    await removeMailbox(first, heir, now);
    expect(await findChannel(first)).toBeNull();
    expect(await mailboxUse(heir)).toMatchObject({ tickets: 1 });
  });
});

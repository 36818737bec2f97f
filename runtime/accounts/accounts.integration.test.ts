import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAgent } from '@/runtime/store/agents';
import { connectStore, disconnectStore, storeDatabase } from '@/runtime/store/connect';
import { openTestStore } from '@/runtime/store/embedded/test-store';
import { getAuth } from './auth';
import { currentAccount } from './current-account';
import { createOneTimeLogin } from './one-time-login';
import { changeUser, createUser, findUserByEmail, findUsers, setPassword } from './users';

let close: () => Promise<void>;
beforeAll(async () => {
  const store = await openTestStore();
  process.env.MONGODB_URI = store.uri;
  await connectStore(store.uri);
  close = async () => {
    await disconnectStore();
    await store.stop();
  };
});
afterAll(() => close());

const address = 'http://localhost:3000';

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const auth = await getAuth();
  return auth.handler(
    new Request(`${address}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address, ...headers },
      body: JSON.stringify(body),
    }),
  );
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const signIn = (email: string, password: string) => post('/sign-in/email', { email, password });

test('a one-time link makes the first admin, works once even when used twice at once, and is stored as a hash', async () => {
  const { path, email } = await createOneTimeLogin();
  const token = new URL(path, address).searchParams.get('token') ?? '';
  expect(JSON.stringify(await storeDatabase().collection('verification').find().toArray())).not.toContain(
    token,
  );
  const answers = await Promise.all([1, 2, 3].map(() => post('/one-time-login', { token })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
  const good = answers.find(({ ok }) => ok);
  const account = good && (await currentAccount(new Headers({ cookie: cookieOf(good) })));
  expect(account).toMatchObject({ email, role: 'admin', mustSetPassword: true });
  expect((await post('/one-time-login', { token })).status).toBe(401);
});

test('a second link belongs to the same admin', async () => {
  await createOneTimeLogin();
  expect((await findUsers()).filter(({ role }) => role === 'admin')).toHaveLength(1);
});

test('a link that has expired opens nothing', async () => {
  const { path } = await createOneTimeLogin({ now: new Date(Date.now() - 25 * 3_600_000) });
  const token = new URL(path, address).searchParams.get('token');
  expect((await post('/one-time-login', { token })).status).toBe(401);
});

test('password log-in: argon2id, http-only cookie, same-site, and sign-out', async () => {
  const user = await createUser({
    name: 'Ada',
    email: ' Ada@Example.org ',
    role: 'agent',
    password: 'correct horse',
  });
  expect(await findAgent(user.id)).toMatchObject({ name: 'Ada', email: 'ada@example.org' });
  const stored = await storeDatabase().collection('account').findOne({ providerId: 'credential' });
  expect(stored?.password).toMatch(/^\$argon2id\$/);
  const response = await signIn('ada@example.org', 'correct horse');
  expect(response.status).toBe(200);
  const cookie = response.headers.getSetCookie().find((line) => line.includes('session_token')) ?? '';
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  const headers = new Headers({ cookie: cookieOf(response) });
  expect((await currentAccount(headers))?.email).toBe('ada@example.org');
  await post('/sign-out', {}, { cookie: cookieOf(response) });
  expect(await currentAccount(headers)).toBeNull();
});

test('a forged cookie is nobody', async () => {
  expect(await currentAccount(new Headers({ cookie: 'stellwerk.session_token=abc.def' }))).toBeNull();
});

test('nobody can sign himself up or give himself a role', async () => {
  const response = await post('/sign-up/email', {
    name: 'X',
    email: 'x@example.org',
    password: '1234567890ab',
  });
  expect(response.ok).toBe(false);
  const session = cookieOf(await signIn('ada@example.org', 'correct horse'));
  await post('/update-user', { role: 'admin', name: 'Ada' }, { cookie: session });
  expect((await findUserByEmail('ada@example.org')).role).toBe('agent');
});

test('after eight failures an account refuses even the right password, others do not', async () => {
  await createUser({ name: 'Ben', email: 'ben@example.org', role: 'agent', password: 'battery staple' });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    // Another address of the network each time: the limit is the account's own.
    const response = await post(
      '/sign-in/email',
      { email: 'ben@example.org', password: 'wrong password' },
      { 'x-forwarded-for': `192.0.2.${attempt + 1}` },
    );
    statuses.push(response.status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429]);
  expect((await signIn('ben@example.org', 'battery staple')).status).toBe(429);
  expect((await signIn('ada@example.org', 'correct horse')).status).toBe(200);
});

test('one address of the network cannot try account after account', async () => {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 25; attempt += 1) {
    const response = await post(
      '/sign-in/email',
      { email: `guess-${attempt}@example.org`, password: 'wrong password' },
      { 'x-forwarded-for': '198.51.100.7' },
    );
    statuses.push(response.status);
  }
  expect(statuses.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 401));
  expect(statuses.at(-1)).toBe(429);
});

test('disabling ends sessions and log-ins at once', async () => {
  const cookie = cookieOf(await signIn('ada@example.org', 'correct horse'));
  const { id } = await findUserByEmail('ada@example.org');
  await changeUser(id, { disabled: true });
  expect(await currentAccount(new Headers({ cookie }))).toBeNull();
  expect((await signIn('ada@example.org', 'correct horse')).status).toBe(403);
});

test('the last admin stays, addresses are unique, passwords are long enough', async () => {
  const admin = (await findUsers()).find(({ role }) => role === 'admin');
  if (!admin) throw new Error('There is no admin.');
  await expect(changeUser(admin.id, { role: 'agent' })).rejects.toMatchObject({ code: 'lastAdmin' });
  await expect(changeUser(admin.id, { disabled: true })).rejects.toMatchObject({ code: 'lastAdmin' });
  await expect(changeUser(admin.id, { email: 'ben@example.org' })).rejects.toMatchObject({
    code: 'emailTaken',
  });
  await expect(setPassword(admin.id, 'short')).rejects.toMatchObject({ code: 'passwordTooShort' });
  const again = createUser({ name: 'B', email: 'BEN@example.org', role: 'agent', password: null });
  await expect(again).rejects.toMatchObject({ code: 'emailTaken' });
});

import { expect, test } from 'vitest';
import { isSameOrigin } from './same-origin';

const request = (headers: Record<string, string>) =>
  new Request('http://127.0.0.1:3000/api/trpc', { headers: { host: 'stellwerk.example', ...headers } });

test.each([
  [{}, true],
  [{ origin: 'https://stellwerk.example' }, true],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'null' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'same-site', origin: 'https://stellwerk.example' }, false],
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://stellwerk.example' }, true],
  [{ 'x-forwarded-host': 'desk.example', origin: 'https://desk.example' }, true],
])('%o is same-origin: %s', (headers, expected) => {
  expect(isSameOrigin(request(headers))).toBe(expected);
});

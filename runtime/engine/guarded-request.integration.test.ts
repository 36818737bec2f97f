import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuardedRequest } from './guarded-request';

const init = { method: 'GET', headers: {}, timeoutMs: 2000, maxBytes: 1000 };
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/large') response.end('x'.repeat(5000));
    else if (request.url === '/slow') setTimeout(() => response.end('late'), 3000);
    else if (request.url === '/moved') response.writeHead(302, { location: '/echo' }).end();
    else
      request.pipe(
        response.writeHead(200, { 'content-type': 'text/plain', 'x-method': request.method ?? '' }),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('createGuardedRequest', () => {
  it('refuses private addresses, written as such or behind a name', async () => {
    const request = createGuardedRequest(false);
    await expect(request(`${base}/echo`, init)).rejects.toMatchObject({ code: 'addressRefused' });
    await expect(request(base.replace('127.0.0.1', 'localhost'), init)).rejects.toMatchObject({
      code: 'addressRefused',
    });
    await expect(request(base.replace('127.0.0.1', '[::ffff:7f00:1]'), init)).rejects.toMatchObject({
      code: 'addressRefused',
    });
  });

  it('refuses everything but http and https', async () => {
    await expect(createGuardedRequest(true)('file:///etc/passwd', init)).rejects.toMatchObject({
      code: 'badUrl',
    });
  });

  it('sends and reads where it may', async () => {
    const request = createGuardedRequest(true);
    await expect(request(`${base}/echo`, { ...init, method: 'POST', body: 'hello' })).resolves.toMatchObject({
      status: 200,
      body: 'hello',
      headers: { 'x-method': 'POST' },
    });
    await expect(request(`${base}/moved`, init)).resolves.toMatchObject({ status: 200 });
  });

  it('cuts off what is too large or too slow', async () => {
    const request = createGuardedRequest(true);
    await expect(request(`${base}/large`, init)).rejects.toMatchObject({ code: 'tooLarge' });
    await expect(request(`${base}/slow`, { ...init, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });
});

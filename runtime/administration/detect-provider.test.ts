import { expect, it } from 'vitest';
import { detectProvider } from './detect-provider';

function namesOf(records: Record<string, string[]>) {
  const asked: string[] = [];
  return {
    asked,
    lookUp: async (domain: string) => {
      asked.push(domain);
      return records[domain] ?? [];
    },
  };
}

it("knows a company's own domain by the servers that take its mail", async () => {
  const { lookUp } = namesOf({
    'firma.example': ['firma-example.mail.protection.outlook.com'],
    'laden.example': ['mx00.ionos.de', 'mx01.ionos.de'],
    'selbst.example': ['mail.selbst.example'],
  });
  expect((await detectProvider('info@firma.example', lookUp))?.name).toBe('Microsoft 365 / Outlook');
  expect((await detectProvider('info@laden.example', lookUp))?.name).toBe('IONOS');
  expect(await detectProvider('info@selbst.example', lookUp)).toBeNull();
  expect(await detectProvider('info@nirgends.example', lookUp)).toBeNull();
});

it('asks no name server about providers that it knows, nor about what is no domain', async () => {
  const { lookUp, asked } = namesOf({});
  expect((await detectProvider('me@gmx.de', lookUp))?.name).toBe('GMX');
  expect(await detectProvider('me@localhost', lookUp)).toBeNull();
  expect(await detectProvider('*@', lookUp)).toBeNull();
  expect(asked).toEqual([]);
});

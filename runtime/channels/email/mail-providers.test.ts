import { describe, expect, it } from 'vitest';
import { findMailProvider } from './mail-providers';

describe('findMailProvider', () => {
  it.each([
    ['Service@GMX.de', [], 'imap.gmx.net'],
    ['kontakt@ionos.de', [], 'imap.ionos.de'],
    ['service@example.com', ['mx00.ionos.de'], 'imap.ionos.de'],
    ['service@example.com', ['mx00.kundenserver.de'], 'imap.ionos.de'],
    ['service@example.com', ['smtpin.rzone.de'], 'imap.strato.de'],
    ['service@example.com', ['aspmx.l.google.com'], 'imap.gmail.com'],
    ['service@example.com', ['example-com.mail.protection.outlook.com'], 'outlook.office365.com'],
  ])('%s with %j is served by %s', (address, hosts, imap) => {
    expect(findMailProvider(address, hosts)?.imap.host).toBe(imap);
  });

  it('does not guess', () => {
    expect(findMailProvider('service@example.com', ['mail.example.com'])).toBeNull();
    expect(findMailProvider('service@example.com', ['evilgoogle.com'])).toBeNull();
  });
});

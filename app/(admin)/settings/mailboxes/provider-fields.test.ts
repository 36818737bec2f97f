import { expect, it } from 'vitest';
import { findMailProvider } from '@/runtime/channels/email/mail-providers';
import { formOf } from './mailbox-form';
import { providerFields } from './provider-fields';

const empty = formOf(null, 'en');

function filling(address: string) {
  const provider = findMailProvider(address);
  if (!provider) throw new Error(`${address} should be known.`);
  return { provider, address };
}
const gmail = filling('service@gmail.com');
const outlook = filling('service@outlook.com');
const gmx = filling('other@gmx.de');

it('fills in servers and names of an untouched form', () => {
  expect(providerFields(empty, outlook, null)).toEqual({
    imapHost: 'outlook.office365.com',
    imapPort: 993,
    imapSecurity: 'tls',
    smtpHost: 'smtp.office365.com',
    smtpPort: 587,
    smtpSecurity: 'starttls',
    imapLogin: 'oauth',
    smtpLogin: 'oauth',
    oauthProvider: 'microsoft',
    imapUser: 'service@outlook.com',
    smtpUser: 'service@outlook.com',
  });
});

it('follows another address, back and forth, as long as nobody typed servers', () => {
  const first = { ...empty, ...providerFields(empty, outlook, null) };
  const second = { ...first, ...providerFields(first, gmx, outlook) };
  expect(second).toMatchObject({ imapHost: 'imap.gmx.net', imapLogin: 'password', imapUser: 'other@gmx.de' });
  const third = { ...second, ...providerFields(second, outlook, gmx) };
  expect(third).toEqual(first);
});

it('leaves alone what was typed', () => {
  const first = { ...empty, ...providerFields(empty, gmail, null) };
  expect(providerFields({ ...first, imapHost: 'mail.example.org' }, gmx, gmail)).toEqual({});
  expect(providerFields({ ...empty, smtpHost: 'mail.example.org' }, gmx, null)).toEqual({});
  expect(providerFields({ ...first, imapUser: 'boss' }, gmx, gmail)).toMatchObject({ imapUser: 'boss' });
});

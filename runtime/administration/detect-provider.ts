import { Resolver } from 'node:dns/promises';
import { findMailProvider, type MailProvider } from '@/runtime/channels/email/mail-providers';

/** Nobody waits longer for a form to fill itself in, milliseconds. */
const PATIENCE_MS = 1500;
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

/**
 * The provider of an address: by its domain, and where that is a company's own by the servers that take its mail (MX
 * records). Null where that tells nothing.
 */
export async function detectProvider(
  address: string,
  mailServersOf: (domain: string) => Promise<string[]> = lookUpMailServers,
): Promise<MailProvider | null> {
  const known = findMailProvider(address);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  if (known || !DOMAIN.test(domain)) return known;
  return findMailProvider(address, await mailServersOf(domain));
}

/** None where the domain has no such records, or no name server answers: the servers are then typed by hand. */
async function lookUpMailServers(domain: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: PATIENCE_MS, tries: 1 });
  try {
    return (await resolver.resolveMx(domain)).map(({ exchange }) => exchange);
  } catch {
    return [];
  }
}

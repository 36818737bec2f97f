import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMail } from '@/runtime/channels/email/parse/parse-mail';
import type { ParsedMail } from '@/runtime/channels/email/parse/parsed-mail';

/** Mails in the outbox folder of a data folder, oldest first. */
export async function readOutbox(dataDir: string): Promise<ParsedMail[]> {
  const folder = join(dataDir, 'outbox');
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(
    names
      .filter((name) => name.endsWith('.eml'))
      .map(async (name) => parseMail(await readFile(join(folder, name)))),
  );
  return mails.sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
}

/** A header of a mail, or null. */
export function headerOf(mail: ParsedMail | undefined, name: string): string | null {
  return mail?.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? null;
}

import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Outgoing mail as .eml files, for installations that have no mail server yet. The name is made of the idempotency
 * key, so that writing it again writes the same file: nothing is ever there twice.
 */
export async function writeToOutbox(folder: string, key: string, raw: Buffer): Promise<string> {
  const name = `${key.replace(/[^A-Za-z0-9_-]/g, '_')}.eml`;
  const temporary = join(folder, `.${name}.part`);
  const file = await openIn(folder, temporary);
  try {
    await file.writeFile(raw);
    await file.sync();
  } finally {
    await file.close();
  }
  // Appears whole or not at all.
  await rename(temporary, join(folder, name));
  return name;
}

/** The folder is nearly always there. */
async function openIn(folder: string, path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w', 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await mkdir(folder, { recursive: true });
    return open(path, 'w', 0o600);
  }
}

/** Removes what a crash left half written. */
export async function sweepOutbox(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (name.startsWith('.') && name.endsWith('.part')) await rm(join(folder, name), { force: true });
  }
}

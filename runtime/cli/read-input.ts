import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { DomainError } from '../domain-error';
import { fileProblem } from '../file-problem';

/** Reads a file's bytes; says in a sentence when it is not there or may not be read. */
export async function readInputFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new DomainError('invalid', 'fileUnreadable', `${path} cannot be read: ${fileProblem(error)}.`, {
      path,
    });
  }
}

/** Reads a JSON file and checks it; the first wrong field is named with its path. */
export async function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = (await readInputFile(path)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DomainError('invalid', 'fileNotJson', `${path} is not JSON: ${fileProblem(error)}.`, { path });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new DomainError(
    'invalid',
    'fileInvalid',
    `${path} is not valid: ${where}${issue?.message ?? 'wrong shape'}.`,
    { path },
  );
}

/** Files among `paths`, folders searched to the bottom in the order of their names. */
export async function listFiles(
  paths: string[],
  accepts: (name: string) => boolean = () => true,
): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch((error: unknown) => {
      throw new DomainError('invalid', 'fileUnreadable', `${path} cannot be read: ${fileProblem(error)}.`, {
        path,
      });
    });
    if (!entry.isDirectory()) {
      files.push(path);
      continue;
    }
    const names = (await readdir(path)).sort();
    files.push(
      ...(
        await listFiles(
          names.map((name) => join(path, name)),
          accepts,
        )
      ).filter((file) => accepts(file)),
    );
  }
  return files;
}

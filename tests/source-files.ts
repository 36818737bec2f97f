import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export interface SourceFile {
  /** Path within the project, with forward slashes. */
  path: string;
  text: string;
}

/** TypeScript files of the product (and of its tests, when asked for), generated ones left out. */
export function listSourceFiles(folders: string[], options: { tests: boolean }): SourceFile[] {
  return folders
    .flatMap((folder) => walk(join(root, folder)))
    .map((file) => relative(root, file).replaceAll('\\', '/'))
    .filter((path) => /\.(ts|tsx)$/.test(path) && !path.endsWith('.d.ts') && !path.includes('.generated.'))
    .filter((path) => options.tests || !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

export interface ImportEdge {
  from: string;
  /** Project path without extension, or the package's name. */
  to: string;
  package: boolean;
  typeOnly: boolean;
}

const IMPORT =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import of a file, static, re-exported or dynamic. */
export function importsOf(file: SourceFile): ImportEdge[] {
  return [...file.text.matchAll(IMPORT)].map((match) => {
    const specifier = match[3] ?? match[4] ?? '';
    const typeOnly = match[2] !== undefined;
    if (specifier.startsWith('@/'))
      return { from: file.path, to: specifier.slice(2), package: false, typeOnly };
    if (specifier.startsWith('.')) {
      return {
        from: file.path,
        to: posix.join(posix.dirname(file.path), specifier),
        package: false,
        typeOnly,
      };
    }
    const name = specifier.startsWith('@')
      ? specifier.split('/').slice(0, 2).join('/')
      : (specifier.split('/')[0] ?? '');
    return { from: file.path, to: name, package: true, typeOnly };
  });
}

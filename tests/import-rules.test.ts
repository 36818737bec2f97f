import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type ImportEdge, importsOf, listSourceFiles, type SourceFile } from './source-files';

/** Benchmarks and test kits put whole parts together; they are no part of any room. */
const files = listSourceFiles(['app', 'runtime', 'nodes', 'flows', 'bin'], { tests: false }).filter(
  ({ path }) => !/\/(bench[\w-]*|test-[\w-]+)\.ts$|\/(proof|testing)\//.test(path),
);
const edges = files.flatMap(importsOf);

/** A file's room: the folder that the rules speak of. */
function room(path: string): string {
  const [first = '', second = '', third = ''] = path.split('/');
  if (first === 'runtime' && second === 'store' && third === 'embedded') return 'runtime/store/embedded';
  return first === 'runtime' && third !== '' ? `runtime/${second}` : first;
}

function violations(offends: (edge: ImportEdge) => boolean): string[] {
  return edges.filter(offends).map((edge) => `${edge.from} imports ${edge.to}`);
}

/** Rooms of runtime/ that a room may look into, besides itself. Type imports count as well. */
const ALLOWED: Record<string, string[]> = {
  'runtime/flow': [],
  'runtime/classifier': [],
  'runtime/model': ['runtime/flow'],
  'runtime/interpreter': ['runtime/flow'],
  'runtime/scenarios': ['runtime/flow', 'runtime/interpreter'],
  'runtime/store/embedded': [],
  'runtime/store': ['runtime/flow', 'runtime/store/embedded'],
  'runtime/jobs': ['runtime/store', 'runtime/flow'],
  'runtime/routing': ['runtime/store', 'runtime/flow', 'runtime/jobs'],
  'runtime/channels': ['runtime/store', 'runtime/flow', 'runtime/jobs'],
  'runtime/inbox': [
    'runtime/store',
    'runtime/flow',
    'runtime/jobs',
    'runtime/routing',
    'runtime/channels',
    'runtime/engine',
  ],
  'runtime/library': [
    'runtime/channels',
    'runtime/store',
    'runtime/flow',
    'runtime/jobs',
    'runtime/scenarios',
    'runtime/interpreter',
  ],
  'runtime/engine': [
    'runtime/interpreter',
    'runtime/flow',
    'runtime/store',
    'runtime/jobs',
    'runtime/channels',
    'runtime/routing',
  ],
};

describe('import rules', () => {
  it('reads the sources at all', () => {
    expect(edges.length).toBeGreaterThan(100);
  });

  it.each(Object.entries(ALLOWED))('%s looks only into the rooms it may', (from, allowed) => {
    expect(
      violations(
        (edge) =>
          !edge.package &&
          room(edge.from) === from &&
          edge.to.startsWith('runtime/') &&
          room(`${edge.to}.ts`) !== 'runtime' &&
          room(`${edge.to}.ts`) !== from &&
          !allowed.includes(room(`${edge.to}.ts`)),
      ),
    ).toEqual([]);
  });

  it('lets only the starter, the command line and test tools know the embedded server', () => {
    const allowed = /^runtime\/store\/(embedded\/|installation-store\.ts)|^runtime\/cli\/|^bin\//;
    const offends = (edge: ImportEdge) =>
      edge.to.startsWith('runtime/store/embedded/') && !allowed.test(edge.from);
    expect(violations(offends)).toEqual([]);
  });

  it('keeps browser code and runtime apart', () => {
    const offends = (edge: ImportEdge) =>
      !edge.package && edge.from.startsWith('runtime/') && edge.to.startsWith('app/');
    expect(violations(offends)).toEqual([]);
  });

  it('lets no node know another node', () => {
    const offends = (edge: ImportEdge) =>
      /^nodes\/[^/]+\//.test(edge.from) &&
      !edge.package &&
      edge.to.startsWith('nodes/') &&
      edge.to.split('/')[1] !== edge.from.split('/')[1];
    expect(violations(offends)).toEqual([]);
  });

  it('keeps node.ts pure', () => {
    const impure = /^(node:.*|mongoose|mongodb|react|openai|agenda|next|server-only)$/;
    const offends = (edge: ImportEdge) =>
      /^nodes\/[^/]+\/node\.ts$/.test(edge.from) && edge.package && impure.test(edge.to);
    expect(violations(offends)).toEqual([]);
    const clocks = files.filter(
      (file) =>
        /^nodes\/[^/]+\/node\.ts$/.test(file.path) &&
        /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|\bfetch\(/.test(file.text),
    );
    expect(clocks.map((file) => file.path)).toEqual([]);
  });

  it.each([
    ['mongoose', /^runtime\/store\//],
    ['agenda', /^runtime\/jobs\//],
    ['openai', /^nodes\/[^/]+\/activity\.ts$/],
    ['react', /^app\/|\.tsx$/],
  ])('%s is used only where it belongs', (name, allowed) => {
    expect(violations((edge) => edge.package && edge.to === name && !allowed.test(edge.from))).toEqual([]);
  });

  it('lets nobody outside nodes/ and flows/ name a node type', () => {
    // Short everyday words stand in code for other things as well; the hyphenated names cannot be there by chance.
    const types = [...nodeRegistry.keys()].filter((type) => type.includes('-'));
    expect(types.length).toBeGreaterThan(3);
    const naming = (file: SourceFile) =>
      types.filter((type) => new RegExp(`['"\`]${type}['"\`]`).test(file.text));
    const offenders = files
      // Mail headers have words of their own, such as `auto-reply`.
      .filter((file) => !/^(nodes|flows|runtime\/channels\/email\/parse)\//.test(file.path))
      .flatMap((file) => naming(file).map((type) => `${file.path} names ${type}`));
    expect(offenders).toEqual([]);
  });
});

import type { FlowListEntry } from '@/runtime/library/list-flows';

type Placed = Pick<FlowListEntry, 'id' | 'folder'>;

/** A folder of the list. Folders are only what flows say: `Sales / North` lies in `Sales`. */
export interface FolderLine<Flow extends Placed = FlowListEntry> {
  /** Whole, as it is compared and stored: `Sales / North`; '' is the top. */
  path: string;
  /** The last part of it. */
  name: string;
  /** How many folders it lies in. */
  depth: number;
  /** Flows in it and in all folders below. */
  count: number;
  /** Flows in it alone. */
  flows: Flow[];
}

/** One way to write a folder, however its slashes are spaced. */
export function folderPath(written: string): string {
  return stepsOf(written).join(' / ');
}

/** The folder that a folder lies in; '' is the top. */
export function folderAbove(path: string): string {
  return stepsOf(path).slice(0, -1).join(' / ');
}

/** The top first, then every folder before those in it, by name; folders that hold only folders as well. */
export function folderLines<Flow extends Placed>(
  flows: readonly Flow[],
  language: string,
): FolderLine<Flow>[] {
  const lines = new Map<string, FolderLine<Flow>>();
  for (const flow of flows) {
    const steps = stepsOf(flow.folder);
    for (let depth = 0; depth <= steps.length; depth++) {
      const path = steps.slice(0, depth).join(' / ');
      const line = lines.get(path) ?? newLine(path, steps[depth - 1] ?? '', depth - 1);
      lines.set(path, line);
      line.count += 1;
      if (depth === steps.length) line.flows.push(flow);
    }
  }
  const collator = new Intl.Collator(language, { numeric: true });
  return [...lines.values()].sort((left, right) => bySteps(left.path, right.path, collator));
}

/** Every folder that a flow says, and those that they lie in; to choose from. */
export function folderNames(flows: readonly Placed[], language: string): string[] {
  return folderLines(flows, language)
    .map(({ path }) => path)
    .filter(Boolean);
}

/** Where every flow in a folder and below it goes when the folder is called, or lies, differently. */
export function movesOfFolder(flows: readonly Placed[], from: string, to: string): Placed[] {
  return flows.flatMap(({ id, folder }) => {
    const path = folderPath(folder);
    if (path === from) return [{ id, folder: folderPath(to) }];
    if (!path.startsWith(`${from} / `)) return [];
    return [{ id, folder: folderPath(`${to} / ${path.slice(from.length + 3)}`) }];
  });
}

/** Whether a folder, or one that it lies in, is among the closed ones. */
export function isHidden(path: string, closed: ReadonlySet<string>): boolean {
  return path !== '' && (closed.has(path) || isHidden(folderAbove(path), closed));
}

function stepsOf(folder: string): string[] {
  return folder
    .split('/')
    .map((step) => step.trim())
    .filter(Boolean);
}

function newLine<Flow extends Placed>(path: string, name: string, depth: number): FolderLine<Flow> {
  return { path, name, depth: Math.max(0, depth), count: 0, flows: [] };
}

function bySteps(left: string, right: string, collator: Intl.Collator): number {
  const [mine, theirs] = [stepsOf(left), stepsOf(right)];
  for (const [index, step] of mine.entries()) {
    const other = theirs[index];
    if (other === undefined) return 1;
    const order = collator.compare(step, other);
    if (order !== 0) return order;
  }
  return mine.length - theirs.length;
}

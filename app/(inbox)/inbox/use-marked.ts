'use client';

import { useEffect, useMemo, useState } from 'react';

export interface Marked {
  ids: ReadonlySet<string>;
  /** Marks one or takes its mark away; `upTo` marks all between it and the last one that was. */
  toggle(id: string, upTo?: boolean): void;
  /** Marks all that are loaded. */
  all(): void;
  clear(): void;
}

/** Tickets of the list that are chosen to do something with all of them. Another view forgets them. */
export function useMarked(view: string, listed: string[]): Marked {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set());
  const [last, setLast] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked belongs to the view.
  useEffect(() => setIds(new Set()), [view]);
  return useMemo(
    () => ({
      ids,
      toggle(id, upTo = false) {
        const next = new Set(ids);
        const [from, to] = [listed.indexOf(last ?? ''), listed.indexOf(id)].toSorted((a, b) => a - b);
        if (upTo && from !== undefined && from >= 0) {
          for (const between of listed.slice(from, (to ?? from) + 1)) next.add(between);
        } else if (!next.delete(id)) next.add(id);
        setLast(id);
        setIds(next);
      },
      all: () => setIds(new Set(listed)),
      clear: () => setIds(new Set()),
    }),
    [ids, last, listed],
  );
}

'use client';

import { useState } from 'react';
import type { ParameterValue, ParameterValues } from '@/runtime/library/template-parameters';
import { type MadeThing, withEntry } from '../set-up/use-set-up';

/** What is said about the things and parameters that a newer version of a template brings. */
export interface Additions {
  /** `queue:billing` -> id, where it is not simply the thing of that name. */
  bindings: Readonly<Record<string, string>>;
  parameters: ParameterValues;
  /** What was set up on the way. */
  made: readonly MadeThing[];
  bind(slot: string, id: string | null): void;
  take(slot: string, thing: MadeThing): void;
  setParameter(id: string, value: ParameterValue | null): void;
}

export function useAdditions(): Additions {
  const [bindings, setBindings] = useState<Readonly<Record<string, string>>>({});
  const [parameters, setParameters] = useState<ParameterValues>({});
  const [made, setMade] = useState<readonly MadeThing[]>([]);
  const bind = (slot: string, id: string | null) => setBindings((present) => withEntry(present, slot, id));
  return {
    bindings,
    parameters,
    made,
    bind,
    take: (slot, thing) => {
      bind(slot, thing.id);
      setMade((present) => [...present, thing]);
    },
    setParameter: (id, value) => setParameters((present) => withEntry(present, id, value)),
  };
}

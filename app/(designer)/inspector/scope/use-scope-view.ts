'use client';

import { createContext, useContext } from 'react';
import type { Scope } from '@/runtime/flow/scope';
import type { NamedValue } from './named-values';

export interface ScopeView {
  values: readonly NamedValue[];
  /** The message that is tried out, as texts and expressions see it. */
  sample: Scope;
  /** The words for a value, or its path. */
  labelOf(value: NamedValue): string;
  labelOfPath(path: string): string;
  typeOfPath(path: string): NamedValue['type'] | null;
  /** Values that are known beforehand, such as the categories of a classifier. */
  optionsOfPath(path: string): readonly { value: string; label: string }[];
  /** A value of the sample for people to read; `null` where there is none. */
  sampleOf(path: string): string | null;
}

const ScopeViewContext = createContext<ScopeView | null>(null);
export const ScopeViewProvider = ScopeViewContext.Provider;

/** What can be named at the node that is edited, with the values of the sample message. */
export function useScopeView(): ScopeView {
  const scope = useContext(ScopeViewContext);
  if (!scope) throw new Error('useScopeView is called outside ScopeViewProvider');
  return scope;
}

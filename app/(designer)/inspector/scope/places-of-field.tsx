'use client';

import { type ReactNode, useMemo } from 'react';
import type { JsonObject } from '@/runtime/flow/json';
import type { FieldSpec } from '../form/field-spec';
import { useNodeForm } from '../form/form-context';
import type { NamedValue } from './named-values';
import { ScopeViewProvider, useScopeView } from './use-scope-view';

/** Nobody knows yet what will stand there: the preview shows that something will. */
function placeholders(places: readonly string[]): JsonObject {
  const roots: Record<string, JsonObject> = {};
  for (const path of places) {
    const [root = '', ...rest] = path.split('.');
    roots[root] = { ...roots[root], [rest.join('.')]: '…' };
  }
  return roots;
}

/** Offers what only the text of this field can name (the place in the queue), before everything else. */
export function PlacesOfField({ field, children }: { field: FieldSpec; children: ReactNode }) {
  return field.places ? (
    <WithPlaces field={field} places={field.places}>
      {children}
    </WithPlaces>
  ) : (
    children
  );
}

function WithPlaces(props: { field: FieldSpec; places: readonly string[]; children: ReactNode }) {
  const { field, places, children } = props;
  const outer = useScopeView();
  const { words } = useNodeForm();
  const view = useMemo(() => {
    const own = places.map(
      (path): NamedValue => ({ path, group: 'here', type: 'text', textKey: null, writtenBy: [] }),
    );
    const isOwn = (path: string) => places.includes(path);
    return {
      ...outer,
      sample: { ...placeholders(places), ...outer.sample },
      get values() {
        return [...own, ...outer.values];
      },
      labelOf: (value: NamedValue) =>
        isOwn(value.path) ? words.place(field, value.path) : outer.labelOf(value),
      labelOfPath: (path: string) => (isOwn(path) ? words.place(field, path) : outer.labelOfPath(path)),
      typeOfPath: (path: string) => (isOwn(path) ? ('text' as const) : outer.typeOfPath(path)),
    };
  }, [outer, words, field, places]);
  return <ScopeViewProvider value={view}>{children}</ScopeViewProvider>;
}

'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { nodeRegistry } from '@/nodes/registry.generated';
import { fieldName } from '@/runtime/flow/field-name';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { valueAt } from '@/runtime/flow/scope';
import { useSampleScope } from '../../simulator/use-simulator';
import { type NamedValue, namedValues, type ValueGroup } from './named-values';
import { showJson } from './show-json';
import type { ScopeView } from './use-scope-view';

/** Groups whose name belongs to the value's: the name of the customer is not that of the sender. */
const GROUPS_NAMED: ReadonlySet<string> = new Set(['message', 'ticket', 'customer']);

/** Fields of the author's own. */
const FIELD_OF = /^(ticket|customer)\.fields\./;

/** Makes the view that all fields of one form share. What can be named is gathered when the first of them asks. */
export function useNewScopeView(flow: FlowDocument, nodeId: string): ScopeView {
  const sample = useSampleScope();
  const t = useTranslations('inspector');
  const format = useFormatter();
  const locale = useLocale();
  return useMemo(() => {
    const gather = once(() => namedValues(flow, nodeId, nodeRegistry));
    const byPath = once(() => new Map(gather().map((value) => [value.path, value])));
    const ownLabels = new Map(
      flow.variables.map((variable) => [`vars.${variable.name}`, variable.label?.[locale] || variable.name]),
    );
    const labelOf = (value: NamedValue): string => {
      if (value.textKey === null) return ownLabels.get(value.path) ?? fieldName(value.path, locale);
      // The keys are the paths that named-values.ts offers; the texts have one for each.
      return t(`values.${value.textKey}` as 'values.now');
    };
    const owned = (group: ValueGroup, name: string): string =>
      t('variables.owned', { owner: t(`variables.group.${group}`), name });
    return {
      get values() {
        return gather();
      },
      sample,
      labelOf,
      labelOfPath(path) {
        const known = byPath().get(path);
        if (known) return GROUPS_NAMED.has(known.group) ? owned(known.group, labelOf(known)) : labelOf(known);
        // A field that nothing before this node writes: another flow may.
        const name = fieldName(path, locale);
        const owner = FIELD_OF.exec(path)?.[1];
        return owner === 'ticket' || owner === 'customer' ? owned(owner, name) : name;
      },
      typeOfPath: (path) => byPath().get(path)?.type ?? null,
      optionsOfPath: (path) => byPath().get(path)?.options ?? [],
      sampleOf(path) {
        const value = valueAt(sample, path);
        if (value === undefined || value === null || value === '') return null;
        if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
        if (Array.isArray(value) && value.length === 0) return null;
        if (typeof value === 'number' && byPath().get(path)?.type === 'date') {
          return format.dateTime(value, { dateStyle: 'medium', timeStyle: 'short' });
        }
        return showJson(value, locale);
      },
    };
  }, [flow, nodeId, sample, t, format, locale]);
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type Scope, valueAt } from '@/runtime/flow/scope';
import { useSampleScope } from '../../simulator/use-simulator';
import { useNodeForm } from '../form/form-context';
import { type NamedValue, namedValues } from './named-values';
import { showJson } from './show-json';

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

/** What can be named at the node that is edited, with the values of the sample message. */
export function useScopeView(): ScopeView {
  const { flow, nodeId } = useNodeForm();
  const sample = useSampleScope();
  const t = useTranslations('inspector');
  const format = useFormatter();
  const locale = useLocale();
  return useMemo(() => {
    const values = namedValues(flow, nodeId, nodeRegistry);
    const byPath = new Map(values.map((value) => [value.path, value]));
    const variableLabels = new Map(
      flow.variables.map((variable) => [`vars.${variable.name}`, variable.label?.[locale] || variable.name]),
    );
    const labelOf = (value: NamedValue) => {
      if (value.textKey === null) return variableLabels.get(value.path) ?? value.path.replace(/^vars\./, '');
      // The keys are the paths of the list in named-values.ts; the texts have one for each.
      return t(`values.${value.textKey}` as 'values.now');
    };
    return {
      values,
      sample,
      labelOf,
      labelOfPath: (path) => {
        const known = byPath.get(path);
        if (!known) return path;
        const owner =
          GROUPS_NAMED.has(known.group) && known.path !== 'now' ? t(`variables.group.${known.group}`) : null;
        return owner === null ? labelOf(known) : t('variables.owned', { owner, name: labelOf(known) });
      },
      typeOfPath: (path) => byPath.get(path)?.type ?? null,
      optionsOfPath: (path) => byPath.get(path)?.options ?? [],
      sampleOf: (path) => {
        const value = valueAt(sample, path);
        if (value === undefined || value === null || value === '') return null;
        if (typeof value === 'number' && byPath.get(path)?.type === 'date') {
          return format.dateTime(value, { dateStyle: 'short', timeStyle: 'short' });
        }
        return showJson(value, locale);
      },
    };
  }, [flow, nodeId, sample, t, format, locale]);
}

/** Groups whose name belongs to the value's: the name of the customer is not that of the sender. */
const GROUPS_NAMED: ReadonlySet<string> = new Set(['message', 'ticket', 'customer']);

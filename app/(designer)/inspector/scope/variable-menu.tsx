'use client';

import { Combobox, Group, Highlight, ScrollArea, Text, useCombobox } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isKnownPath } from '@/runtime/flow/scope-fields';
import type { NamedValue, ValueGroup } from './named-values';
import { type ScopeView, useScopeView } from './use-scope-view';

interface VariableMenuProps {
  /** Which of the values in scope are offered; all of them without. */
  accepts?: ((value: NamedValue) => boolean) | undefined;
  choose(path: string): void;
  /** Drawn as what opens the menu. */
  children(open: () => void): ReactNode;
}

/** A searchable menu of everything that can be named here, each with its value of the sample message. */
export function VariableMenu({ accepts, choose, children }: VariableMenuProps) {
  const t = useTranslations('inspector');
  const [search, setSearch] = useState('');
  const opener = useRef<HTMLElement | null>(null);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
      // Where nothing was chosen the keyboard goes back, else the next letters would be keys of the canvas.
      opener.current?.focus();
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-start"
      withinPortal
      keepMounted={false}
      shadow="md"
      onOptionSubmit={(path) => {
        choose(path);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <span>
          {children(() => {
            opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
            combobox.toggleDropdown();
          })}
        </span>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('variables.search')}
          aria-label={t('variables.search')}
        />
        <VariableOptions search={search} accepts={accepts} selectFirst={combobox.selectFirstOption} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface VariableOptionsProps extends Pick<VariableMenuProps, 'accepts'> {
  search: string;
  selectFirst(): void;
}

function VariableOptions({ search, accepts, selectFirst }: VariableOptionsProps) {
  const t = useTranslations('inspector.variables');
  const scope = useScopeView();
  const groups = searchValues(scope, search, accepts);
  // What fits best is taken by Enter.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search has other options
  useEffect(() => {
    selectFirst();
  }, [search, selectFirst]);
  const path = search.trim();
  const own = isOwnPath(path, scope);
  return (
    <Combobox.Options>
      <ScrollArea.Autosize mah={280} type="scroll" styles={{ content: { minWidth: 0 } }}>
        {own && <Combobox.Option value={path}>{t('use', { path })}</Combobox.Option>}
        {groups.length === 0 && !own && <Combobox.Empty>{t('none')}</Combobox.Empty>}
        {groups.map(({ group, values }) => (
          <Combobox.Group key={group} label={t(`group.${group}`)}>
            {values.map((value) => (
              <Combobox.Option key={value.path} value={value.path}>
                <VariableLine value={value} scope={scope} search={search} />
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
      </ScrollArea.Autosize>
    </Combobox.Options>
  );
}

/** Name, path and present value of something that can be named. */
export function VariableLine({
  value,
  scope,
  search = '',
}: {
  value: NamedValue;
  scope: ScopeView;
  search?: string;
}) {
  const label = scope.labelOf(value);
  const sample = scope.sampleOf(value.path);
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Highlight highlight={search} size="sm" truncate>
          {label}
        </Highlight>
        {sample !== null && (
          <Text size="xs" truncate style={{ maxWidth: 140, flexShrink: 0, opacity: 0.75 }}>
            {sample}
          </Text>
        )}
      </Group>
      {label !== value.path && (
        <Text size="xs" ff="monospace" truncate style={{ opacity: 0.75 }}>
          {value.path}
        </Text>
      )}
    </div>
  );
}

/** A path that is not listed and can still hold something: a field of a ticket, a variable made later. */
function isOwnPath(path: string, scope: ScopeView): boolean {
  return path.includes('.') && isKnownPath(path) && !scope.values.some((value) => value.path === path);
}

const GROUPS: ValueGroup[] = ['here', 'vars', 'message', 'ticket', 'customer', 'installation'];

/** Values whose name or path holds the search, in groups; the flow's own variables come first. */
export function searchValues(
  scope: ScopeView,
  search: string,
  accepts: (value: NamedValue) => boolean = () => true,
): { group: ValueGroup; values: NamedValue[] }[] {
  const wanted = search.trim().toLowerCase();
  const found = scope.values.filter(
    (value) =>
      accepts(value) &&
      (value.path.toLowerCase().includes(wanted) || scope.labelOf(value).toLowerCase().includes(wanted)),
  );
  return GROUPS.map((group) => ({ group, values: found.filter((value) => value.group === group) })).filter(
    ({ values }) => values.length > 0,
  );
}

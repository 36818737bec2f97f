'use client';

import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconVariable } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';
import { useScopeView } from '../scope/use-scope-view';
import { VariableMenu } from '../scope/variable-menu';

/** Names one value: typed, or picked from what is known here. Its value in the sample message is shown below. */
export function VariableWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const scope = useScopeView();
  const written = typeof props.value === 'string' ? props.value : '';
  const typed = useTypedValue(written, props.type);
  const sample = scope.sampleOf(toPath(written));
  return (
    <TextInput
      label={props.label}
      description={props.description ?? (sample === null ? undefined : t('variables.sample', { value: sample }))}
      placeholder={props.placeholder}
      error={props.error}
      withAsterisk={props.field.required}
      readOnly={props.readOnly}
      ff="monospace"
      value={typed.value}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={() => {
        typed.flush();
        props.settle();
      }}
      rightSection={
        props.readOnly ? undefined : (
          <VariableMenu choose={(path) => props.choose(path)}>
            {(open) => (
              <Tooltip label={t('variables.pick')}>
                <ActionIcon aria-label={t('variables.pick')} onClick={open}>
                  <IconVariable size={16} />
                </ActionIcon>
              </Tooltip>
            )}
          </VariableMenu>
        )
      }
    />
  );
}

function toPath(written: string): string {
  return written.includes('.') ? written : `vars.${written}`;
}

'use client';

import { Stack, Text, UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconVariable } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useScopeView } from '../scope/use-scope-view';
import { searchValues, VariableLine } from '../scope/variable-menu';
import { Section } from './section';
import classes from './section.module.css';

/** Everything that can be named at this node, with its value in the message that is tried out. */
export function ValuesHere() {
  const t = useTranslations('inspector');
  return (
    <Section icon={<IconVariable size={16} />} title={t('node.values')}>
      <Values />
    </Section>
  );
}

function Values() {
  const t = useTranslations('inspector');
  const scope = useScopeView();
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed" aria-live="polite">
        {t(clipboard.copied ? 'node.copied' : 'node.valuesHelp')}
      </Text>
      {searchValues(scope, '').map(({ group, values }) => (
        <div key={group}>
          <Text size="xs" c="dimmed" fw={600} mb={2}>
            {t(`variables.group.${group}`)}
          </Text>
          {values.map((value) => (
            <UnstyledButton
              key={value.path}
              className={classes.head}
              onClick={() => clipboard.copy(`{{${value.path}}}`)}
            >
              <VariableLine value={value} scope={scope} />
            </UnstyledButton>
          ))}
        </div>
      ))}
    </Stack>
  );
}

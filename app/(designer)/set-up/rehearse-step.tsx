'use client';

import { Accordion, Alert, List, Loader, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { ImportProblems } from '../flow-list/import-problems';
import { NodeWordsProvider } from '../use-node-words';
import type { RehearsalLine } from './rehearsal';
import type { useRehearsal } from './use-rehearsal';

/** The template's own tests, run with what was chosen: what passes, and why the rest does not. */
export function RehearseStep({ rehearsal }: { rehearsal: ReturnType<typeof useRehearsal> }) {
  const t = useTranslations('designer.setUp.rehearse');
  const sentence = useErrorSentence();
  const { document, problems, lines, count, error } = rehearsal;
  if (error) return <Alert color="red">{sentence(error)}</Alert>;
  if (!document || !problems) return <Skeleton h={240} />;
  const errors = problems.filter(({ level }) => level === 'error').length;
  const passed = lines?.filter((line) => line.passed).length ?? 0;
  return (
    <Stack>
      {lines ? (
        <Alert
          color={passed === lines.length ? 'teal' : 'yellow'}
          icon={passed === lines.length ? <IconCircleCheck /> : <IconInfoCircle />}
        >
          {t('result', { passed, count: lines.length })}
        </Alert>
      ) : (
        <Alert color="gray" icon={<Loader size={18} />}>
          {t('running', { count })}
        </Alert>
      )}
      {problems.length > 0 && (
        <div>
          <Title order={3} mb="xs">
            {t('problems', { errors })}
          </Title>
          <Suspense>
            <NodeWordsProvider>
              <ImportProblems document={document} problems={problems} />
            </NodeWordsProvider>
          </Suspense>
          {errors > 0 && (
            <Text size="sm" c="dimmed" mt="xs">
              {t('problemsHelp')}
            </Text>
          )}
        </div>
      )}
      {lines && <ScenarioLines lines={lines} />}
    </Stack>
  );
}

/** Red ones first, each with what differed and why. */
function ScenarioLines({ lines }: { lines: readonly RehearsalLine[] }) {
  const t = useTranslations('designer.setUp.rehearse');
  const red = lines.filter(({ passed }) => !passed);
  const green = lines.filter(({ passed }) => passed);
  return (
    <>
      {red.length > 0 && (
        <Accordion variant="separated" multiple>
          {red.map(({ file, name, failures, cause }) => (
            <Accordion.Item key={file} value={file}>
              <Accordion.Control icon={<IconAlertTriangle size={18} color="var(--mantine-color-orange-6)" />}>
                <Text size="sm">{name}</Text>
                <Text size="xs" c="dimmed">
                  {t(`causes.${cause ?? 'template'}`)}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Text size="sm" fw={500}>
                  {t('differs')}
                </Text>
                <List size="sm" my={6}>
                  {failures.map((failure) => (
                    <List.Item key={failure}>{failure}</List.Item>
                  ))}
                </List>
                <Text size="sm" c="dimmed">
                  {t(`advice.${cause ?? 'template'}`)}
                </Text>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
      {green.length > 0 && (
        <Accordion variant="separated">
          <Accordion.Item value="passed">
            <Accordion.Control icon={<IconCircleCheck size={18} color="var(--mantine-color-teal-6)" />}>
              <Text size="sm">{t('passed', { count: green.length })}</Text>
            </Accordion.Control>
            <Accordion.Panel>
              <List size="sm" spacing={4}>
                {green.map(({ file, name }) => (
                  <List.Item key={file}>{name}</List.Item>
                ))}
              </List>
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </>
  );
}

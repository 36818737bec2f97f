'use client';

import { Skeleton } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { Suspense, use } from 'react';
import { Markdown } from '../help/markdown';
import { Section } from './section';

type Help = Record<string, { en: string; de: string }>;

let loading: Promise<Help> | undefined;

/** Help texts are read seldom and come when somebody opens one. */
function loadHelp(): Promise<Help> {
  loading ??= import('@/nodes/help.generated').then((module) => module.nodeHelp);
  return loading;
}

export function NodeHelp({ type }: { type: string }) {
  const t = useTranslations('inspector');
  return (
    <Section icon={<IconHelp size={16} />} title={t('node.help')}>
      <Suspense fallback={<Skeleton height={80} />}>
        <HelpText type={type} />
      </Suspense>
    </Section>
  );
}

function HelpText({ type }: { type: string }) {
  const locale = useLocale();
  const help = use(loadHelp())[type];
  return <Markdown source={(locale === 'de' ? help?.de : help?.en) ?? ''} />;
}

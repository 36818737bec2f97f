'use client';

import { Alert, Badge, Center, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { IconEye, IconLinkOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Suspense, useMemo, useState } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { AccountProvider } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { Account } from '@/runtime/accounts/account';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { findProblems } from '@/runtime/flow/problems';
import { type EditorUi, EditorUiProvider } from '../actions/editor-ui';
import { Canvas } from '../canvas/canvas';
import { EditorSkeleton } from '../editor/editor-skeleton';
import { EditorStore } from '../editor-store';
import { Outline } from '../outline/outline';
import type { CalledFlows } from '../simulator/called-flows';
import { SimulatorPanel } from '../simulator/simulator-panel';
import { TrialContext, type TrialSource } from '../simulator/trial-context';
import { EditorProvider, useEditor, useEditorState } from '../use-editor';
import { NodeWordsProvider } from '../use-node-words';
import classes from './shared-flow.module.css';

/** A draft that somebody without an account looks at and plays through. Nothing can be changed, nothing is sent. */
export function SharedFlow({ token }: { token: string }) {
  const t = useTranslations('publish.shared');
  const sentence = useErrorSentence();
  const trpc = useTRPC();
  const opened = useQuery(
    trpc.shared.open.queryOptions(
      { token },
      { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
    ),
  );
  if (opened.error)
    return (
      <Center h="100dvh" p="xl">
        <Alert icon={<IconLinkOff size={20} />} title={t('failed')} color="red" maw={520}>
          {sentence(opened.error)}
        </Alert>
      </Center>
    );
  if (!opened.data) return <EditorSkeleton />;
  return (
    <AccountProvider account={GUEST} permissions={NOTHING}>
      <Suspense fallback={<EditorSkeleton />}>
        <NodeWordsProvider>
          <Opened {...opened.data} />
        </NodeWordsProvider>
      </Suspense>
    </AccountProvider>
  );
}

/** Whoever holds the link: nobody in particular, who may do nothing. */
const GUEST: Account = {
  id: 'guest',
  name: '',
  email: '',
  role: 'agent',
  language: null,
  mustSetPassword: false,
};
const NOTHING: [] = [];

interface OpenedProps {
  document: FlowDocument;
  environment: Environment;
  called: CalledFlows;
  expiresAt: Date;
}

function Opened({ document, environment, called, expiresAt }: OpenedProps) {
  const editor = useMemo(() => {
    const store = new EditorStore({
      flowId: document.id,
      flow: document,
      readOnly: true,
      findProblems: (flow, known) => findProblems(flow, nodeRegistry, known),
    });
    store.update({ environment });
    return store;
  }, [document, environment]);
  const source = useMemo<TrialSource>(
    () => ({
      surroundings: async () => ({ environment, called }),
      // Strangers have no server to ask: what the browser cannot answer is answered by hand.
      ask: async () => ({ error: { code: 'noNetwork', message: 'Nothing is asked from a shared draft.' } }),
    }),
    [environment, called],
  );
  const ui = useMemo(readOnlyUi, []);
  return (
    <EditorProvider value={editor}>
      <TrialContext.Provider value={source}>
        <EditorUiProvider value={ui}>
          <SharedSurface expiresAt={expiresAt} />
        </EditorUiProvider>
      </TrialContext.Provider>
    </EditorProvider>
  );
}

function SharedSurface({ expiresAt }: { expiresAt: Date }) {
  const t = useTranslations('publish.shared');
  const toolbar = useTranslations('designer.toolbar');
  const format = useFormatter();
  const editor = useEditor();
  const name = useEditorState((state) => state.flow.name);
  const [view, setView] = useState('canvas');
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Title order={1} size="h3">
          {name}
        </Title>
        <Badge color="gray" leftSection={<IconEye size={13} />}>
          {t('readOnly')}
        </Badge>
        <Text size="xs" c="dimmed">
          {t('until', { time: format.dateTime(expiresAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
        </Text>
        <Group ml="auto">
          <SegmentedControl
            size="xs"
            aria-label={toolbar('view')}
            value={view}
            onChange={(value) => {
              setView(value);
              editor.update({ view: value === 'outline' ? 'outline' : 'canvas' });
            }}
            data={[
              { value: 'canvas', label: toolbar('canvas') },
              { value: 'outline', label: toolbar('outline') },
            ]}
          />
        </Group>
      </header>
      <main className={classes.surface}>{view === 'canvas' ? <Canvas /> : <Outline />}</main>
      <section className={classes.simulator}>
        <SimulatorPanel />
      </section>
    </div>
  );
}

/** Canvas and outline put what only they can do here; everything that would change or store something does nothing. */
function readOnlyUi(): EditorUi {
  const nothing = (): void => undefined;
  return {
    canvas: null,
    quickAdd: nothing,
    open: nothing,
    find: nothing,
    tidy: nothing,
    copy: nothing,
    cut: nothing,
    paste: nothing,
    announce: nothing,
    toggleVersions: nothing,
    toggleInspector: nothing,
    togglePalette: nothing,
    toggleAlwaysTidy: nothing,
    showFlowSettings: nothing,
    saveNow: nothing,
  };
}

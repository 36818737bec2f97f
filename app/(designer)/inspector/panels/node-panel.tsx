'use client';

import { Alert, Box, Button, Divider, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconLock, IconPuzzleOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Suspense, useRef } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { nodeInspectors } from '@/nodes/views.generated';
import type { FlowNode } from '@/runtime/flow/flow-document';
import type { NodeDefinition } from '@/runtime/flow/node-definition';
import { TestResults } from '../../outcomes/test-results';
import { TypeIcon } from '../../palette/type-icon';
import type { NodeLock } from '../../presence/use-node-lock';
import { useEditor, useEditorState } from '../../use-editor';
import { useNodeWords } from '../../use-node-words';
import { Fields } from '../form/fields';
import classes from '../form/form.module.css';
import { type FieldProblem, NodeFormProvider } from '../form/form-context';
import { readSchema } from '../form/read-schema';
import { useTypedValue } from '../form/use-typed-value';
import { useNewScopeView } from '../scope/use-new-scope-view';
import { ScopeViewProvider } from '../scope/use-scope-view';
import { ExecutionsHere } from './executions-here';
import { GroupFields } from './group-fields';
import { NodeHelp } from './node-help';
import { UnknownSettings } from './unknown-settings';
import { useFieldFocus } from './use-field-focus';
import { useNodeFormValue } from './use-node-form-value';
import { ValuesHere } from './values-here';

/** One node: its name, its form, its help, and what can be named at it. */
export function NodePanel({ nodeId }: { nodeId: string }) {
  const node = useEditorState((state) => state.flow.nodes.find(({ id }) => id === nodeId));
  if (!node) return null;
  const definition = nodeRegistry.get(node.type);
  return definition ? <KnownNode node={node} definition={definition} /> : <UnknownNode node={node} />;
}

function KnownNode({ node, definition }: { node: FlowNode; definition: NodeDefinition }) {
  const editor = useEditor();
  const { form, lock } = useNodeFormValue(node, definition);
  const scope = useNewScopeView(form.flow, node.id);
  const panel = useRef<HTMLDivElement>(null);
  useFieldFocus(panel, node.id);
  const fields = readSchema(definition.config);
  const Own = nodeInspectors[node.type];
  // Ports and the node as a whole have no field to stand at.
  const general = form.problems.filter(({ path }) => path.length === 0 || path[0] === 'ports');
  return (
    <NodeFormProvider value={form}>
      <ScopeViewProvider value={scope}>
        <Stack className={classes.form} gap="md" p="md" ref={panel}>
          <LockNotice lock={lock} />
          <NodeHead node={node} readOnly={form.readOnly} />
          <GeneralProblems problems={general} />
          <UnknownSettings definition={definition} />
          {fields.length > 0 && <Fields fields={fields} path={[]} />}
          {Own && (
            <Suspense>
              <Own
                node={node}
                flow={form.flow}
                readOnly={form.readOnly}
                onChange={(config) => editor.dispatch({ type: 'setConfig', node: node.id, config }, 'record')}
              />
            </Suspense>
          )}
          {definition.measures && <TestResults nodeId={node.id} />}
          <Divider />
          <Stack gap={4}>
            {node.group !== undefined && <GroupFields groupId={node.group} />}
            <NodeHelp type={node.type} />
            <ValuesHere />
            <ExecutionsHere nodeId={node.id} />
          </Stack>
        </Stack>
      </ScopeViewProvider>
    </NodeFormProvider>
  );
}

function LockNotice({ lock }: { lock: NodeLock }) {
  const t = useTranslations('inspector.lock');
  if (lock.holder === null) return null;
  return (
    <Alert color="blue" icon={<IconLock />} role="status" p="xs">
      {t('held', { name: lock.holder })}
      <Button size="compact-xs" variant="default" mt={6} display="block" onClick={lock.takeOver}>
        {t('takeOver')}
      </Button>
    </Alert>
  );
}

function NodeHead({ node, readOnly }: { node: FlowNode; readOnly: boolean }) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const words = useNodeWords();
  const typeTitle = words.typeTitle(node.type);
  const title = useTypedValue(node.title ?? '', (text) => {
    editor.dispatch({ type: 'setTitle', node: node.id, title: text }, 'merge');
  });
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Box mt={4}>
        <TypeIcon type={node.type} />
      </Box>
      <Box style={{ flex: 1, minWidth: 0 }}>
        <TextInput
          aria-label={t('node.title')}
          placeholder={typeTitle}
          maxLength={120}
          readOnly={readOnly}
          value={title.value}
          onChange={(event) => title.type(event.currentTarget.value)}
          onBlur={() => {
            title.flush();
            editor.settle();
          }}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {node.title ? `${typeTitle} – ` : ''}
          {words.description(node.type)}
        </Text>
      </Box>
    </Group>
  );
}

function GeneralProblems({ problems }: { problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <Stack gap={6} data-field-path="ports" tabIndex={-1}>
      {problems.map(({ level, path, sentence }) => (
        <Alert
          key={`${path.join('.')} ${sentence}`}
          color={level === 'error' ? 'red' : 'yellow'}
          icon={level === 'error' ? <IconAlertOctagon /> : <IconAlertTriangle />}
          p="xs"
        >
          {sentence}
        </Alert>
      ))}
    </Stack>
  );
}

function UnknownNode({ node }: { node: FlowNode }) {
  const t = useTranslations('inspector');
  return (
    <Stack p="md">
      <Alert color="red" icon={<IconPuzzleOff />} title={t('node.unknownTitle')}>
        {t('node.unknown', { type: node.type })}
      </Alert>
    </Stack>
  );
}

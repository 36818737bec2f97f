'use client';

import { Anchor, Button, Group, List, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconFolders, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FlowNode } from '@/runtime/flow/flow-document';
import { newId } from '../../model/new-id';
import { useEditor, useEditorState } from '../../use-editor';
import { useNodeWords } from '../../use-node-words';
import { GroupFields } from './group-fields';

/** Several things at once: what they are, the group they belong to, and taking them away. */
export function GroupSelectionPanel() {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const words = useNodeWords();
  const flow = useEditorState((state) => state.flow);
  const selection = useEditorState((state) => state.selection);
  const readOnly = useEditorState((state) => state.readOnly);
  const nodes = flow.nodes.filter(({ id }) => selection.nodes.has(id));
  const count = nodes.length + selection.notes.size;
  return (
    <Stack p="md">
      <Title order={3}>{t('several.title', { count })}</Title>
      <List size="sm" spacing={2} listStyleType="none">
        {nodes.slice(0, 12).map((node) => (
          <List.Item key={node.id}>
            <Anchor
              component="button"
              type="button"
              onClick={() => editor.select({ nodes: new Set([node.id]) })}
            >
              {words.title(node)}
            </Anchor>
          </List.Item>
        ))}
      </List>
      {nodes.length > 12 && (
        <Text size="xs" c="dimmed">
          {t('several.more', { count: nodes.length - 12 })}
        </Text>
      )}
      {!readOnly && nodes.length > 0 && <CommonGroup nodes={nodes} />}
      {!readOnly && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} />}
          onClick={() =>
            editor.dispatch({
              type: 'remove',
              nodes: [...selection.nodes],
              notes: [...selection.notes],
              edges: [...selection.edges],
            })
          }
        >
          {t('several.remove', { count })}
        </Button>
      )}
    </Stack>
  );
}

/** The group that all of them are in, or could be. */
function CommonGroup({ nodes }: { nodes: readonly FlowNode[] }) {
  const t = useTranslations('inspector.several');
  const editor = useEditor();
  const known = useEditorState((state) => state.flow.groups);
  const groups = new Set(nodes.map(({ group }) => group ?? ''));
  const [first] = groups;
  const common = groups.size === 1 && first ? first : null;
  const ids = nodes.map(({ id }) => id);
  return (
    <>
      {known.length > 0 && (
        <Select
          label={t('group')}
          placeholder={t(groups.size > 1 ? 'mixed' : 'noGroup')}
          clearable
          styles={{ input: { textOverflow: 'ellipsis' } }}
          data={known.map(({ id, title }) => ({ value: id, label: title || t('untitled') }))}
          value={common}
          onChange={(group) => editor.dispatch({ type: 'setNodeGroup', nodes: ids, group })}
        />
      )}
      {common ? <GroupFields key={common} groupId={common} /> : <NewGroup nodes={ids} />}
    </>
  );
}

function NewGroup({ nodes }: { nodes: string[] }) {
  const t = useTranslations('inspector');
  const editor = useEditor();
  const [title, setTitle] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        editor.dispatch({ type: 'addGroup', group: { id: newId('group'), title: title.trim() }, nodes });
        setTitle('');
      }}
    >
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <TextInput
          style={{ flex: 1 }}
          label={t('several.newGroup')}
          placeholder={t('several.newGroupName')}
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" leftSection={<IconFolders size={16} />}>
          {t('several.makeGroup')}
        </Button>
      </Group>
    </form>
  );
}

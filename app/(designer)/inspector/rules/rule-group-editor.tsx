'use client';

import { ActionIcon, Button, Group, Select, Stack, Text, Tooltip } from '@mantine/core';
import { IconBracketsContain, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { compileRules, type Rule, type RuleGroup } from '@/runtime/flow/rules';
import { useScopeView } from '../scope/use-scope-view';
import { DEEPEST, isGroup, NEW_RULE, replaceAt } from './edit-rules';
import { RuleEditor } from './rule-editor';
import classes from './rules.module.css';
import { Verdict } from './verdict';

export interface GroupEditing<Value> {
  readOnly: boolean;
  choose(value: Value): void;
  type(value: Value): void;
  settle(): void;
}

interface RuleGroupEditorProps extends GroupEditing<RuleGroup> {
  group: RuleGroup;
  depth: number;
  remove?(): void;
}

const MATCHES = ['all', 'any', 'none'] as const;

/** "All / one / none of these hold", and the rules and groups it speaks of. */
export function RuleGroupEditor({ group, depth, remove, ...editing }: RuleGroupEditorProps) {
  const t = useTranslations('inspector');
  const { sample } = useScopeView();
  const { rules } = group;
  const add = (rule: Rule | RuleGroup) => editing.choose({ ...group, rules: [...rules, rule] });
  return (
    <Stack gap={6} className={depth > 1 ? classes.nested : undefined} mt={4}>
      <Group gap="xs" wrap="nowrap">
        <Select
          size="xs"
          style={{ flex: 1 }}
          aria-label={t('rules.match')}
          data={MATCHES.map((match) => ({ value: match, label: t(`rules.${match}`) }))}
          value={group.match}
          allowDeselect={false}
          readOnly={editing.readOnly}
          onChange={(chosen) => {
            const match = MATCHES.find((candidate) => candidate === chosen);
            if (match) editing.choose({ ...group, match });
          }}
        />
        {rules.length > 0 && <Verdict holds={compileRules(group)(sample).holds} />}
        {remove && !editing.readOnly && (
          <Tooltip label={t('rules.removeGroup')}>
            <ActionIcon size="sm" aria-label={t('rules.removeGroup')} onClick={remove}>
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {rules.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('rules.empty')}
        </Text>
      )}
      {rules.map((rule, index) => (
        <Member key={String(index)} rule={rule} index={index} group={group} depth={depth} {...editing} />
      ))}
      {!editing.readOnly && <AddButtons add={add} groups={depth < DEEPEST} />}
    </Stack>
  );
}

interface AddButtonsProps {
  add(rule: Rule | RuleGroup): void;
  /** Whether groups may still be nested here. */
  groups: boolean;
}

function AddButtons({ add, groups }: AddButtonsProps) {
  const t = useTranslations('inspector.rules');
  return (
    <Group gap="xs">
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlus size={12} />}
        onClick={() => add(NEW_RULE)}
      >
        {t('add')}
      </Button>
      {groups && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconBracketsContain size={13} />}
          onClick={() => add({ match: 'any', rules: [NEW_RULE] })}
        >
          {t('addGroup')}
        </Button>
      )}
    </Group>
  );
}

interface MemberProps extends GroupEditing<RuleGroup> {
  rule: Rule | RuleGroup;
  index: number;
  group: RuleGroup;
  depth: number;
}

function Member({ rule, index, group, depth, readOnly, choose, type, settle }: MemberProps) {
  const withMember = (member: Rule | RuleGroup) => ({
    ...group,
    rules: replaceAt(group.rules, index, member),
  });
  const shared = {
    readOnly,
    settle,
    remove: () => choose({ ...group, rules: group.rules.toSpliced(index, 1) }),
    choose: (member: Rule | RuleGroup) => choose(withMember(member)),
    type: (member: Rule | RuleGroup) => type(withMember(member)),
  };
  if (isGroup(rule)) return <RuleGroupEditor group={rule} depth={depth + 1} {...shared} />;
  return <RuleEditor rule={rule} {...shared} />;
}

'use client';

import { ActionIcon, Combobox, Group, Text, Textarea, Tooltip, useCombobox } from '@mantine/core';
import { IconLetterT, IconVariablePlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTypedValue } from '../form/use-typed-value';
import { useScopeView } from '../scope/use-scope-view';
import { VariableMenu } from '../scope/variable-menu';
import { applyCompletion, type Completions, completeExpression } from './complete-expression';
import classes from './expression-editor.module.css';
import { ExpressionTrialView } from './expression-trial-view';
import { useExpressionTrial } from './use-expression-trial';

interface ExpressionEditorProps {
  /** Without the leading `=`. */
  source: string;
  ariaLabel: string;
  placeholder?: string | undefined;
  readOnly: boolean;
  /** What the checks of the flow say; a mistake in reading is told here anyway, with its place. */
  error: ReactNode;
  type(source: string): void;
  settle(): void;
  /** Offers to write a plain text instead. */
  toText?: (() => void) | undefined;
}

/** JSONata with completion of what can be named here, its mistakes marked and its result on the sample message. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const scope = useScopeView();
  const writing = useWriting(props);
  const { area, typed } = writing;
  const trial = useExpressionTrial(typed.value, scope.sample);
  const isUnreadable = trial.status === 'unreadable';
  return (
    <div>
      <ExpressionField {...props} writing={writing} wrong={Boolean(props.error) || isUnreadable} />
      {props.error && !isUnreadable && (
        <Text size="xs" c="red" mt={4}>
          {props.error}
        </Text>
      )}
      <Group justify="space-between" wrap="nowrap" align="flex-start" mt={4} gap="xs">
        <ExpressionTrialView
          trial={trial}
          source={typed.value}
          goTo={(position) => {
            area.current?.focus();
            area.current?.setSelectionRange(position, position + 1);
          }}
        />
        {!props.readOnly && <Tools insert={writing.insertHere} toText={props.toText} />}
      </Group>
    </div>
  );
}

/** What is typed, where the caret goes after something was put in, and what is offered meanwhile. */
function useWriting({ source, type }: Pick<ExpressionEditorProps, 'source' | 'type'>) {
  const scope = useScopeView();
  const area = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number | null>(null);
  const typed = useTypedValue(source, type);
  const [offered, offer] = useState<Completions | null>(null);

  useLayoutEffect(() => {
    if (caretAfter.current === null) return;
    area.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  });

  const caret = () => area.current?.selectionStart ?? typed.value.length;
  const insert = (from: number, option: string): void => {
    const next = applyCompletion(typed.value, caret(), from, option);
    area.current?.focus();
    caretAfter.current = next.caret;
    typed.type(next.source);
    offer(null);
  };
  const write = (value: string, at: number): void => {
    caretAfter.current = null;
    typed.type(value);
    const names = scope.values.map(({ path }) => path);
    offer(completeExpression(value, at, names));
  };
  return {
    area,
    typed,
    offered,
    dismiss: () => offer(null),
    write,
    insert,
    insertHere: (path: string) => insert(caret(), path),
  };
}

interface ExpressionFieldProps extends ExpressionEditorProps {
  writing: ReturnType<typeof useWriting>;
  wrong: boolean;
}

/** The field itself, with the list of what can stand where the caret is. */
function ExpressionField({ writing, wrong, settle, ...props }: ExpressionFieldProps) {
  const { area, typed, offered, dismiss, write, insert } = writing;
  const combobox = useCombobox({ opened: offered !== null, onDropdownClose: dismiss });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!offered) return;
    if (event.key === 'Escape') {
      // Only the list closes; the inspector must not hear of it.
      event.stopPropagation();
      dismiss();
    } else if (event.key === 'Tab' || event.key === 'Enter') {
      event.preventDefault();
      combobox.clickSelectedOption();
    }
  };
  return (
    <Combobox
      store={combobox}
      width={300}
      position="bottom-start"
      keepMounted={false}
      shadow="md"
      onOptionSubmit={(option) => offered && insert(offered.from, option)}
    >
      <Combobox.Target withKeyboardNavigation={offered !== null}>
        <Textarea
          ref={area}
          aria-label={props.ariaLabel}
          classNames={{ input: classes.input }}
          autosize
          minRows={1}
          maxRows={10}
          spellCheck={false}
          leftSection={<span className={classes.equals}>=</span>}
          placeholder={props.placeholder}
          readOnly={props.readOnly}
          error={wrong}
          value={typed.value}
          onChange={({ currentTarget: { value, selectionStart } }) => {
            write(value, selectionStart);
            combobox.selectFirstOption();
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            dismiss();
            typed.flush();
            settle();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={offered === null}>
        <OfferedNames names={offered?.options ?? []} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** What can be named here, each with its value on the sample message. */
function OfferedNames({ names }: { names: readonly string[] }) {
  const scope = useScopeView();
  return (
    <Combobox.Options>
      {names.map((name, index) => (
        <Combobox.Option key={name} value={name} selected={index === 0}>
          <Group justify="space-between" wrap="nowrap" gap="sm">
            <Text size="xs" ff="monospace">
              {name}
            </Text>
            <Text size="xs" truncate style={{ opacity: 0.75 }}>
              {scope.sampleOf(name)}
            </Text>
          </Group>
        </Combobox.Option>
      ))}
    </Combobox.Options>
  );
}

interface ToolsProps {
  insert(path: string): void;
  toText: (() => void) | undefined;
}

function Tools({ insert, toText }: ToolsProps) {
  const t = useTranslations('inspector');
  return (
    <Group gap={2} wrap="nowrap">
      <VariableMenu choose={insert}>
        {(open) => (
          <Tooltip label={t('template.insert')}>
            <ActionIcon size="sm" aria-label={t('template.insert')} onClick={open}>
              <IconVariablePlus size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </VariableMenu>
      {toText && (
        <Tooltip label={t('expression.toText')}>
          <ActionIcon size="sm" aria-label={t('expression.toText')} onClick={toText}>
            <IconLetterT size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

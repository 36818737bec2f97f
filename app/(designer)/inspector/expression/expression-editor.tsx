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
  toText?(): void;
}

/** JSONata with completion of what can be named here, its mistakes marked and its result on the sample message. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const t = useTranslations('inspector');
  const scope = useScopeView();
  const area = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number | null>(null);
  const typed = useTypedValue(props.source, props.type);
  const trial = useExpressionTrial(typed.value, scope.sample);
  const [offered, offer] = useState<Completions | null>(null);
  const combobox = useCombobox({ opened: offered !== null, onDropdownClose: () => offer(null) });

  useLayoutEffect(() => {
    if (caretAfter.current === null) return;
    area.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  });

  const write = (source: string, caret: number | null) => {
    caretAfter.current = caret;
    typed.type(source);
  };
  const insert = (from: number, option: string) => {
    const caret = area.current?.selectionStart ?? typed.value.length;
    const next = applyCompletion(typed.value, caret, from, option);
    area.current?.focus();
    write(next.source, next.caret);
    offer(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!offered) return;
    if (event.key === 'Escape') {
      // Only the list closes; the inspector must not hear of it.
      event.stopPropagation();
      offer(null);
    } else if (event.key === 'Tab' || event.key === 'Enter') {
      event.preventDefault();
      combobox.clickSelectedOption();
    }
  };

  return (
    <div>
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
            error={Boolean(props.error) || trial.status === 'unreadable'}
            value={typed.value}
            onChange={(event) => {
              const { value, selectionStart } = event.currentTarget;
              write(value, null);
              offer(
                completeExpression(
                  value,
                  selectionStart,
                  scope.values.map(({ path }) => path),
                ),
              );
              combobox.selectFirstOption();
            }}
            onKeyDown={onKeyDown}
            onBlur={() => {
              offer(null);
              typed.flush();
              props.settle();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={offered === null}>
          <Combobox.Options>
            {offered?.options.map((option, index) => (
              <Combobox.Option key={option} value={option} selected={index === 0}>
                <Group justify="space-between" wrap="nowrap" gap="sm">
                  <Text size="xs" ff="monospace">
                    {option}
                  </Text>
                  <Text size="xs" truncate style={{ opacity: 0.75 }}>
                    {scope.sampleOf(option)}
                  </Text>
                </Group>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {props.error && trial.status !== 'unreadable' && (
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
        {!props.readOnly && (
          <Group gap={2} wrap="nowrap">
            <VariableMenu choose={(path) => insert(area.current?.selectionStart ?? typed.value.length, path)}>
              {(open) => (
                <Tooltip label={t('template.insert')}>
                  <ActionIcon size="sm" aria-label={t('template.insert')} onClick={open}>
                    <IconVariablePlus size={15} />
                  </ActionIcon>
                </Tooltip>
              )}
            </VariableMenu>
            {props.toText && (
              <Tooltip label={t('expression.toText')}>
                <ActionIcon size="sm" aria-label={t('expression.toText')} onClick={props.toText}>
                  <IconLetterT size={15} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        )}
      </Group>
    </div>
  );
}

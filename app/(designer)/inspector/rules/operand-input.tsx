'use client';

import { Autocomplete, Group, NumberInput, TagsInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DateInput } from '@/app/shell/date-inputs';
import type { Rule } from '@/runtime/flow/rules';
import { useTypedNumber } from '../form/use-typed-number';
import { useTypedValue } from '../form/use-typed-value';
import type { OperandKind } from './edit-rules';

type Operand = Rule['value'];

interface OperandInputProps {
  kind: OperandKind;
  value: Operand;
  /** Values that are known beforehand: the categories of a classifier. */
  options: readonly { value: string; label: string }[];
  readOnly: boolean;
  choose(value: Operand): void;
  type(value: Operand): void;
  settle(): void;
}

/** What a rule compares with, entered as its kind asks. */
export function OperandInput(props: OperandInputProps) {
  const t = useTranslations('inspector');
  switch (props.kind) {
    case 'none':
      return null;
    case 'texts':
      return (
        <TagsInput
          size="xs"
          style={{ flex: 1, minWidth: 0 }}
          aria-label={t('rules.values')}
          readOnly={props.readOnly}
          acceptValueOnBlur
          data={props.options.map(({ value }) => value)}
          value={listOf(props.value).map(String)}
          onChange={props.choose}
        />
      );
    case 'date':
      return (
        <DateInput
          size="xs"
          style={{ flex: 1, minWidth: 0 }}
          aria-label={t('rules.date')}
          readOnly={props.readOnly}
          value={typeof props.value === 'string' && props.value !== '' ? props.value : null}
          onChange={(date) => props.choose(date ?? '')}
        />
      );
    case 'range':
      return <RangeInput {...props} />;
    case 'number':
    case 'days':
      return (
        <NumberOperand
          {...props}
          label={t(props.kind === 'days' ? 'rules.days' : 'rules.value')}
          suffix={props.kind === 'days' ? ` ${t('rules.days')}` : ''}
          value={props.value}
          type={props.type}
        />
      );
    case 'text':
      return <TextOperand {...props} />;
  }
}

function TextOperand({ value, options, readOnly, type, settle }: OperandInputProps) {
  const t = useTranslations('inspector');
  const typed = useTypedValue(value === undefined ? '' : String(value), type);
  return (
    <Autocomplete
      size="xs"
      style={{ flex: 1, minWidth: 0 }}
      aria-label={t('rules.value')}
      placeholder={t('rules.value')}
      readOnly={readOnly}
      data={options.map((option) => option.value)}
      renderOption={({ option }) =>
        options.find(({ value: known }) => known === option.value)?.label ?? option.value
      }
      value={typed.value}
      onChange={typed.type}
      onBlur={() => {
        typed.flush();
        settle();
      }}
    />
  );
}

interface NumberOperandProps {
  label: string;
  suffix: string;
  value: Operand;
  readOnly: boolean;
  type(value: number): void;
  settle(): void;
}

function NumberOperand({ label, suffix, value, readOnly, type, settle }: NumberOperandProps) {
  const typed = useTypedNumber(typeof value === 'number' ? value : '', (entered) => {
    if (entered !== '') type(entered);
  });
  return (
    <NumberInput
      size="xs"
      style={{ flex: 1, minWidth: 0 }}
      aria-label={label}
      suffix={suffix}
      readOnly={readOnly}
      {...typed.input}
      onBlur={() => {
        typed.leave();
        settle();
      }}
    />
  );
}

function RangeInput(props: OperandInputProps) {
  const t = useTranslations('inspector');
  const [low = 0, high = 0] = listOf(props.value).map(Number);
  return (
    <Group gap={4} wrap="nowrap" style={{ flex: 1, minWidth: 0 }}>
      <NumberOperand
        {...props}
        label={t('rules.from')}
        suffix=""
        value={low}
        type={(from) => props.type([from, high])}
      />
      <NumberOperand
        {...props}
        label={t('rules.to')}
        suffix=""
        value={high}
        type={(to) => props.type([low, to])}
      />
    </Group>
  );
}

function listOf(value: Operand): (string | number)[] {
  return Array.isArray(value) ? value : [];
}

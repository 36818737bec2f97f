'use client';

import { Input, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { languages } from '@/app/i18n/language';
import { localizedText } from '@/runtime/flow/localized';
import type {
  ParameterValue,
  ParameterValues,
  TemplateParameter,
} from '@/runtime/library/template-parameters';
import classes from './set-up.module.css';
import type { SetUp } from './use-set-up';

/** What differs from house to house: times, numbers, words. The template's own values stand there already. */
export function ParameterStep({ setUp }: { setUp: SetUp }) {
  const t = useTranslations('designer.setUp.parameters');
  const parameters = setUp.template?.parameters ?? [];
  if (parameters.length === 0) return <Text c="dimmed">{t('none')}</Text>;
  return (
    <Stack>
      <Text c="dimmed">{t('explain')}</Text>
      <ParameterFields
        parameters={parameters}
        values={setUp.choices.parameters}
        change={setUp.setParameter}
      />
    </Stack>
  );
}

interface ParameterFieldsProps {
  parameters: readonly TemplateParameter[];
  values: ParameterValues;
  /** `null`: the template's own value. */
  change(id: string, value: ParameterValue | null): void;
}

/** A field for each parameter. */
export function ParameterFields({ parameters, values, change }: ParameterFieldsProps) {
  return parameters.map((parameter) => (
    <ParameterField
      key={parameter.id}
      parameter={parameter}
      value={values[parameter.id]}
      change={(value) => change(parameter.id, value)}
    />
  ));
}

interface ParameterFieldProps {
  parameter: TemplateParameter;
  value: ParameterValue | undefined;
  /** `null`: the template's own value. */
  change(value: ParameterValue | null): void;
}

function ParameterField({ parameter, value, change }: ParameterFieldProps) {
  const locale = useLocale();
  const label = localizedText(parameter.label, locale, ['en', 'de']);
  const description = localizedText(parameter.help, locale, ['en', 'de']) || undefined;
  if (parameter.kind === 'text')
    return <TextParameter {...{ parameter, label, description, value, change }} />;
  if (parameter.kind === 'duration')
    return <DurationParameter {...{ parameter, label, description, value, change }} />;
  return (
    <NumberInput
      w={420}
      label={label}
      description={description}
      min={parameter.min}
      max={parameter.max}
      allowDecimal={false}
      value={typeof value === 'number' ? value : parameter.default}
      onChange={(next) => change(typeof next === 'number' && next !== parameter.default ? next : null)}
    />
  );
}

interface WordedProps<Kind extends TemplateParameter['kind']> {
  parameter: Extract<TemplateParameter, { kind: Kind }>;
  label: string;
  description: string | undefined;
  value: ParameterValue | undefined;
  change(value: ParameterValue | null): void;
}

function TextParameter({ parameter, label, description, value, change }: WordedProps<'text'>) {
  const t = useTranslations('designer.setUp');
  const said = typeof value === 'object' ? value : {};
  return (
    <fieldset className={classes.parameter}>
      <legend>{label}</legend>
      {description && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      <div className={classes.languages}>
        {languages.map((language) => (
          <TextInput
            key={language}
            label={t(`languages.${language}`)}
            maxLength={200}
            placeholder={parameter.default[language]}
            value={said[language] ?? parameter.default[language] ?? ''}
            onChange={(event) =>
              change({ ...parameter.default, ...said, [language]: event.currentTarget.value })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

const units = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof units;

/** Minutes, shown in the largest unit that they fill. */
function DurationParameter({ parameter, label, description, value, change }: WordedProps<'duration'>) {
  const t = useTranslations('inspector.duration');
  const id = useId();
  const minutes = typeof value === 'number' ? value : parameter.default;
  const [chosen, setChosen] = useState<Unit | null>(null);
  const unit = chosen ?? largestUnit(minutes);
  const write = (amount: number | string, per: Unit) => {
    const next = typeof amount === 'number' ? Math.round(amount * units[per]) : parameter.default;
    change(next === parameter.default ? null : next);
  };
  return (
    <Input.Wrapper label={label} description={description} labelProps={{ htmlFor: id }}>
      <div className={classes.duration}>
        <NumberInput
          id={id}
          flex={1}
          min={parameter.min / units[unit]}
          max={parameter.max / units[unit]}
          decimalScale={2}
          value={minutes / units[unit]}
          onChange={(amount) => write(amount, unit)}
        />
        <Select
          w={130}
          aria-label={t('unit')}
          allowDeselect={false}
          data={(['minutes', 'hours', 'days'] as const).map((one) => ({ value: one, label: t(one) }))}
          value={unit}
          onChange={(next) => {
            const known = (['minutes', 'hours', 'days'] as const).find((one) => one === next);
            if (!known) return;
            write(minutes / units[unit], known);
            setChosen(known);
          }}
        />
      </div>
    </Input.Wrapper>
  );
}

function largestUnit(minutes: number): Unit {
  if (minutes > 0 && minutes % units.days === 0) return 'days';
  return minutes > 0 && minutes % units.hours === 0 ? 'hours' : 'minutes';
}

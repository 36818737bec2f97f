'use client';

import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { renderRichText } from '@/runtime/flow/rich-text';
import { fillTemplate, parseTemplate } from '@/runtime/flow/template-text';
import { useNodeForm } from '../form/form-context';
import { isObject } from '../form/path';
import type { WidgetProps } from '../form/widget-props';
import { useScopeView } from '../scope/use-scope-view';
import { LanguageTabs } from '../widgets/language-tabs';
import { isOneLine } from './one-line';
import { TemplateEditor } from './template-editor';
import classes from './template-editor.module.css';

/** A text with places for values, in every language of the flow; below it how the sample message would be answered. */
export default function LocalizedWidget(props: WidgetProps) {
  const { flow } = useNodeForm();
  const texts = isObject(props.value) ? props.value : {};
  const { languages } = flow.settings;
  const missing = languages.filter((language) => textOf(texts[language]).trim() === '');
  const label = typeof props.label === 'string' ? props.label : '';
  return (
    <LanguageTabs
      label={props.label}
      description={props.description}
      error={props.error}
      required={props.field.required}
      languages={languages}
      missing={missing.length === languages.length ? [] : missing}
    >
      {(language) => (
        <>
          <TemplateEditor
            key={language}
            value={textOf(texts[language])}
            ariaLabel={`${label} (${language})`}
            placeholder={props.placeholder}
            singleLine={isOneLine(props.field, props.path)}
            rich={props.field.widget === 'rich-text'}
            readOnly={props.readOnly}
            invalid={Boolean(props.error)}
            lang={language}
            type={(text) => props.type(withText(texts, language, text))}
            settle={props.settle}
          />
          <Preview template={textOf(texts[language])} language={language} />
        </>
      )}
    </LanguageTabs>
  );
}

function Preview({ template, language }: { template: string; language: string }) {
  const t = useTranslations('inspector');
  const { sample } = useScopeView();
  if (parseTemplate(template).paths.length === 0) return null;
  const filled = renderRichText(template, (part) =>
    fillTemplate(part, sample, { language, timeZone: sample.installation.timeZone }),
  ).text;
  return (
    <Text size="xs" c="dimmed" mt={4} className={classes.preview} lineClamp={6}>
      {t('template.preview', { text: filled })}
    </Text>
  );
}

/** A language without a text is left out, so that its fallback stands in. */
function withText(texts: Record<string, unknown>, language: string, text: string): Record<string, string> {
  const others = Object.entries(texts).filter(([key]) => key !== language);
  const all = text === '' ? others : [...others, [language, text] as const];
  return Object.fromEntries(all.map(([key, value]) => [key, textOf(value)]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

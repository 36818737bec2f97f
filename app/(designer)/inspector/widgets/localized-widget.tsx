'use client';

import { Textarea, TextInput } from '@mantine/core';
import { useNodeForm } from '../form/form-context';
import { isObject } from '../form/path';
import { useTypedValue } from '../form/use-typed-value';
import type { WidgetProps } from '../form/widget-props';
import { LanguageTabs } from './language-tabs';

/** One text in every language of the flow. */
export function LocalizedWidget(props: WidgetProps) {
  const { flow } = useNodeForm();
  const texts = isObject(props.value) ? props.value : {};
  const { languages } = flow.settings;
  const missing = languages.filter(
    (language) => typeof texts[language] !== 'string' || texts[language] === '',
  );
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
        <LocalizedText
          {...props}
          key={language}
          language={language}
          value={texts[language]}
          type={(text) => props.type({ ...texts, [language]: text ?? '' })}
        />
      )}
    </LanguageTabs>
  );
}

function LocalizedText(props: WidgetProps & { language: string }) {
  const typed = useTypedValue(typeof props.value === 'string' ? props.value : '', props.type);
  const Control = (props.field.maxLength ?? 0) > 200 ? Textarea : TextInput;
  return (
    <Control
      aria-label={`${String(props.label ?? '')} ${props.language}`}
      lang={props.language}
      placeholder={props.placeholder}
      error={Boolean(props.error)}
      readOnly={props.readOnly}
      value={typed.value}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={() => {
        typed.flush();
        props.settle();
      }}
    />
  );
}

'use client';

import { Input } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ExpressionEditor } from '../expression/expression-editor';
import type { WidgetProps } from '../form/widget-props';
import { isOneLine } from './one-line';
import { TemplateEditor } from './template-editor';

/** A text with places for values; beginning with `=` it is an expression instead. */
export default function TemplateWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const text = typeof props.value === 'string' ? props.value : '';
  const ariaLabel = typeof props.label === 'string' ? props.label : t('template.text');
  return (
    <Input.Wrapper
      label={props.label}
      labelElement="div"
      description={props.description}
      error={props.error}
      withAsterisk={props.field.required}
    >
      {text.startsWith('=') ? (
        <ExpressionEditor
          source={text.slice(1)}
          ariaLabel={ariaLabel}
          readOnly={props.readOnly}
          invalid={Boolean(props.error)}
          type={(source) => props.type(`=${source}`)}
          settle={props.settle}
          toText={() => props.choose('')}
        />
      ) : (
        <TemplateEditor
          value={text}
          ariaLabel={ariaLabel}
          placeholder={props.placeholder}
          singleLine={isOneLine(props.field)}
          readOnly={props.readOnly}
          invalid={Boolean(props.error)}
          type={props.type}
          settle={props.settle}
          toExpression={() => props.choose('=')}
        />
      )}
    </Input.Wrapper>
  );
}

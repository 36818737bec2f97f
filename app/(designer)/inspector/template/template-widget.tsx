'use client';

import { useTranslations } from 'next-intl';
import { ExpressionEditor } from '../expression/expression-editor';
import { FieldFrame } from '../form/field-frame';
import type { WidgetProps } from '../form/widget-props';
import { isOneLine } from './one-line';
import { TemplateEditor } from './template-editor';

/** A text with places for values; beginning with `=` it is an expression instead. */
export default function TemplateWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const text = typeof props.value === 'string' ? props.value : '';
  const isExpression = text.startsWith('=');
  const ariaLabel = typeof props.label === 'string' ? props.label : t('template.text');
  return (
    <FieldFrame
      label={props.label}
      description={props.description}
      error={isExpression ? null : props.error}
      required={props.field.required}
    >
      {isExpression ? (
        <ExpressionEditor
          source={text.slice(1)}
          ariaLabel={ariaLabel}
          readOnly={props.readOnly}
          error={props.error}
          type={(source) => props.type(`=${source}`)}
          settle={props.settle}
          toText={() => props.choose('')}
        />
      ) : (
        <TemplateEditor
          value={text}
          ariaLabel={ariaLabel}
          placeholder={props.placeholder}
          singleLine={isOneLine(props.field, props.path)}
          readOnly={props.readOnly}
          invalid={Boolean(props.error)}
          type={props.type}
          settle={props.settle}
          toExpression={() => props.choose('=')}
        />
      )}
    </FieldFrame>
  );
}

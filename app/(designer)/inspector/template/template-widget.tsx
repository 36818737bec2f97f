'use client';

import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { ExpressionEditor } from '../expression/expression-editor';
import { FieldFrame } from '../form/field-frame';
import type { WidgetProps } from '../form/widget-props';
import { expressionToTemplate, templateToExpression } from './change-form';
import { isOneLine } from './one-line';
import { TemplateEditor } from './template-editor';

/** A text with places for values; beginning with `=` it is an expression instead. */
export default function TemplateWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const text = typeof props.value === 'string' ? props.value : '';
  const isExpression = text.startsWith('=');
  // A calculation that no text can say: whoever comes back to the expression finds it again.
  const calculated = useRef('');
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
          toText={() => {
            const said = expressionToTemplate(text.slice(1));
            calculated.current = said === null ? text.slice(1) : '';
            props.choose(said ?? '');
          }}
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
          toExpression={() =>
            props.choose(`=${text === '' ? calculated.current : templateToExpression(text)}`)
          }
        />
      )}
    </FieldFrame>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { FieldFrame } from '../form/field-frame';
import type { WidgetProps } from '../form/widget-props';
import { ExpressionEditor } from './expression-editor';

/** A field that is always an expression; a leading `=` may stand there and stays as it is. */
export default function ExpressionWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const written = typeof props.value === 'string' ? props.value : '';
  const sign = written.startsWith('=') ? '=' : '';
  return (
    <FieldFrame
      label={props.label}
      description={props.description}
      error={null}
      required={props.field.required}
    >
      <ExpressionEditor
        source={written.slice(sign.length)}
        ariaLabel={typeof props.label === 'string' ? props.label : t('expression.label')}
        placeholder={props.placeholder}
        readOnly={props.readOnly}
        error={props.error}
        type={(source) => props.type(sign + source)}
        settle={props.settle}
      />
    </FieldFrame>
  );
}

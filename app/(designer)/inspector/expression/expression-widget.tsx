'use client';

import { Input } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { WidgetProps } from '../form/widget-props';
import { ExpressionEditor } from './expression-editor';

/** A field that is always an expression; a leading `=` may stand there and stays as it is. */
export default function ExpressionWidget(props: WidgetProps) {
  const t = useTranslations('inspector');
  const written = typeof props.value === 'string' ? props.value : '';
  const sign = written.startsWith('=') ? '=' : '';
  return (
    <Input.Wrapper
      label={props.label}
      labelElement="div"
      description={props.description}
      error={props.error}
      withAsterisk={props.field.required}
    >
      <ExpressionEditor
        source={written.slice(sign.length)}
        ariaLabel={typeof props.label === 'string' ? props.label : t('expression.label')}
        placeholder={props.placeholder}
        readOnly={props.readOnly}
        invalid={Boolean(props.error)}
        type={(source) => props.type(sign + source)}
        settle={props.settle}
      />
    </Input.Wrapper>
  );
}

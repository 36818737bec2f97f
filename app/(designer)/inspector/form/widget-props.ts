import type { ReactNode } from 'react';
import type { Json } from '@/runtime/flow/json';
import type { FieldSpec } from './field-spec';
import type { FieldProblem } from './form-context';
import type { Path } from './path';

/** What every widget is given. It draws label, help and error itself, most by a Mantine input. */
export interface WidgetProps {
  field: FieldSpec;
  path: Path;
  value: Json | undefined;
  label: ReactNode;
  description: ReactNode;
  placeholder: string | undefined;
  /** The sentence of the first error at this field. */
  error: ReactNode;
  /** All problems at and within the field, for widgets with parts. */
  problems: readonly FieldProblem[];
  readOnly: boolean;
  /** A choice made: an undo of its own. */
  choose(value: Json | undefined): void;
  /** Text in the making: undone together. */
  type(value: Json | undefined): void;
  /** The field was left. */
  settle(): void;
}

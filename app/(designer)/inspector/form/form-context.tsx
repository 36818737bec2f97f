'use client';

import { createContext, useContext } from 'react';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Json, JsonObject } from '@/runtime/flow/json';
import type { FieldWords } from './field-words';
import { isWithin, type Path } from './path';

/** A problem as a field shows it. */
export interface FieldProblem {
  level: 'error' | 'warning';
  path: Path;
  sentence: string;
}

/** What the fields of one form share. */
export interface NodeForm {
  nodeId: string;
  flow: FlowDocument;
  config: JsonObject;
  words: FieldWords;
  readOnly: boolean;
  problems: readonly FieldProblem[];
  /** The field that somebody asked for: what hides it is opened. */
  focused: Path | null;
  /** Writes one field. `typing` joins with what was typed in this field just before into one undo. */
  write(path: Path, value: Json | undefined, how: 'typing' | 'choice'): void;
  /** Writes another identifier; an edge that leaves by the port of that name goes along. */
  rename(path: Path, from: string, to: string): void;
  /** Ends the typing: the next edit is an undo of its own. */
  settle(): void;
}

const FormContext = createContext<NodeForm | null>(null);
export const NodeFormProvider = FormContext.Provider;

export function useNodeForm(): NodeForm {
  const form = useContext(FormContext);
  if (!form) throw new Error('useNodeForm is called outside NodeFormProvider');
  return form;
}

/** Problems of a field: at its very path, and with `deep` also at what lies within it. */
export function problemsAt(problems: readonly FieldProblem[], path: Path, deep: boolean): FieldProblem[] {
  return problems.filter((problem) =>
    deep ? isWithin(problem.path, path) : isWithin(problem.path, path) && problem.path.length === path.length,
  );
}

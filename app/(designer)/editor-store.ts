import { DomainError } from '@/runtime/domain-error';
import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import {
  type Capture,
  closeGesture,
  EMPTY_HISTORY,
  type History,
  recordEdit,
  redo,
  undo,
} from '@/runtime/flow/history';
import { applyOperation, type Operation } from '@/runtime/flow/operations';
import type { Problem } from '@/runtime/flow/problems';
import {
  type BottomPanel,
  type EditorState,
  type LitPath,
  NOTHING_SELECTED,
  type Selection,
} from './editor-state';
import { joinEdits } from './model/join-edits';

/** Problems are looked for this long after the last edit, milliseconds: longer than a frame, so that a gesture counts as one. */
const PROBLEMS_AFTER = 30;

export interface EditorStoreOptions {
  flowId: string;
  flow: FlowDocument;
  readOnly?: boolean;
  alwaysTidy?: boolean;
  history?: History;
  findProblems(flow: FlowDocument, environment: Environment | undefined): readonly Problem[];
  clock?(): number;
  /** Runs a task after some milliseconds and gives the way to call it off. */
  later?(task: () => void, milliseconds: number): () => void;
}

/**
 * The one state of an open flow. Canvas, outline, inspector, problems and simulator read it and change the flow by
 * `dispatch` only. It knows neither React nor the server: `use-editor.ts` and `draft-sync.ts` listen to it.
 */
export class EditorStore {
  readonly #listeners = new Set<() => void>();
  readonly #options: Required<Pick<EditorStoreOptions, 'findProblems' | 'clock' | 'later'>>;
  #state: EditorState;
  #history: History;
  #cancelProblems: (() => void) | null = null;

  constructor(options: EditorStoreOptions) {
    const { findProblems, clock = Date.now, later = laterByTimeout } = options;
    this.#options = { findProblems, clock, later };
    this.#history = options.history ?? EMPTY_HISTORY;
    this.#state = {
      flowId: options.flowId,
      flow: options.flow,
      readOnly: options.readOnly ?? false,
      selection: NOTHING_SELECTED,
      problems: [],
      problemsByNode: new Map(),
      save: { status: 'saved', at: null },
      ...undoState(this.#history),
      focus: null,
      litPath: null,
      recordedPath: null,
      coverage: null,
      marks: null,
      traffic: null,
      held: null,
      others: [],
      bottomPanel: null,
      view: 'canvas',
      structure: 0,
      alwaysTidy: options.alwaysTidy ?? false,
      glide: 0,
      environment: null,
      refusal: null,
      overlap: null,
    };
    this.#lookForProblems();
  }

  // Bound, so that React can be given them as they are.
  readonly getState = (): EditorState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get history(): History {
    return this.#history;
  }

  /**
   * Edits the flow. `merge` joins edits of one gesture (typing in one field) into one undo; `gesture` names it and is by
   * default the operation's type and what it touches. False: refused, and `state.refusal` says why.
   */
  dispatch(operation: Operation, capture: Capture = 'record', gesture = gestureOf(operation)): boolean {
    const before = this.#state.flow;
    if (this.#state.readOnly) return false;
    try {
      const after = applyOperation(before, operation);
      const at = this.#options.clock();
      this.#history = recordEdit(this.#history, { before, after, gesture, capture, at });
      this.#changeFlow(after);
      if (isStructural(before, after)) this.update({ structure: this.#state.structure + 1 });
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.update({ refusal: { code: error.code, values: error.values } });
      return false;
    }
  }

  /** Ends the present gesture (field left, mouse let go): the next edit is an undo of its own. */
  settle(): void {
    this.#history = closeGesture(this.#history);
  }

  undo(): boolean {
    return this.#travel(undo(this.#history, this.#state.flow));
  }

  redo(): boolean {
    return this.#travel(redo(this.#history, this.#state.flow));
  }

  /** Puts nodes where a layout wants them, gliding there. With `amend` it belongs to the edit before it: one undo for both. */
  arrange(positions: Record<string, { x: number; y: number }>, capture: 'record' | 'amend'): void {
    const { flow, glide } = this.#state;
    // Nodes that went while the layout was made have no place any more.
    const wanted = flow.nodes.flatMap(({ id }) => {
      const position = positions[id];
      return position ? [[id, position] as const] : [];
    });
    this.update({ glide: glide + 1 });
    this.dispatch({ type: 'move', positions: Object.fromEntries(wanted) }, capture);
  }

  /** Takes in what the server has: the edits of others join ours; ours stay where both touched one field, and undo shows theirs. */
  receive(base: FlowDocument, theirs: FlowDocument): void {
    const { flow, yielded, overlap } = joinEdits(base, this.#state.flow, theirs);
    if (yielded) this.#record(yielded, flow, 'overlap');
    this.#changeFlow(flow);
    if (overlap) this.update({ overlap });
  }

  /** Puts another document in the place of this one as one edit that can be undone: a version rolled back. */
  replace(flow: FlowDocument): void {
    this.#record(this.#state.flow, flow, 'replace');
    this.#changeFlow(flow);
  }

  select(selection: Partial<Selection>): void {
    this.update({ selection: { ...NOTHING_SELECTED, ...selection } });
  }

  /** Selects a node and asks the inspector to put the keyboard on the field at `path`. */
  focusField(nodeId: string, path: readonly (string | number)[] = []): void {
    const token = (this.#state.focus?.token ?? 0) + 1;
    this.update({
      selection: { ...NOTHING_SELECTED, nodes: new Set([nodeId]) },
      focus: { nodeId, path, token },
    });
  }

  lightPath(path: LitPath | null): void {
    this.update({ litPath: path });
  }

  showBottom(panel: BottomPanel | null): void {
    this.update({ bottomPanel: panel });
  }

  /** Problems of the flow as it is now, without waiting; what publishing asks. */
  problemsNow(): readonly Problem[] {
    this.#findProblems();
    return this.#state.problems;
  }

  update(changes: Partial<Omit<EditorState, 'flow' | 'flowId'>>): void {
    if (changes.environment && changes.environment !== this.#state.environment) this.#lookForProblems();
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }

  #record(before: FlowDocument, after: FlowDocument, gesture: string): void {
    const at = this.#options.clock();
    this.#history = recordEdit(this.#history, { before, after, gesture, capture: 'record', at });
  }

  #travel(step: { history: History; flow: FlowDocument } | null): boolean {
    if (!step || this.#state.readOnly) return false;
    this.#history = step.history;
    this.#changeFlow(step.flow);
    return true;
  }

  #changeFlow(flow: FlowDocument): void {
    if (flow === this.#state.flow) return;
    this.#state = { ...this.#state, flow };
    this.#lookForProblems();
    this.update({ ...undoState(this.#history), selection: stillThere(this.#state.selection, flow) });
  }

  #lookForProblems(): void {
    this.#cancelProblems?.();
    this.#cancelProblems = this.#options.later(() => this.#findProblems(), PROBLEMS_AFTER);
  }

  #findProblems(): void {
    this.#cancelProblems?.();
    this.#cancelProblems = null;
    const { flow, environment } = this.#state;
    const problems = this.#options.findProblems(flow, environment ?? undefined);
    const located = problems.filter((problem) => problem.nodeId !== undefined);
    this.update({ problems, problemsByNode: Map.groupBy(located, (problem) => problem.nodeId ?? '') });
  }
}

/** Something was added, removed or connected; a mere change of settings or places is none of it. */
function isStructural(before: FlowDocument, after: FlowDocument): boolean {
  if (before.nodes.length !== after.nodes.length || before.edges.length !== after.edges.length) return true;
  if (before.edges !== after.edges && before.edges.some((edge, index) => edge !== after.edges[index]))
    return true;
  return before.nodes.some(({ id }, index) => id !== after.nodes[index]?.id);
}

function gestureOf(operation: Operation): string {
  switch (operation.type) {
    case 'setConfig':
    case 'setTitle':
      return `${operation.type} ${operation.node}`;
    case 'move':
      return `move ${Object.keys(operation.positions).join(' ')}`;
    case 'setNote':
      return `setNote ${operation.note}`;
    case 'setGroup':
      return `setGroup ${operation.group}`;
    case 'setVariable':
      return `setVariable ${operation.name}`;
    default:
      return operation.type;
  }
}

function undoState(history: History): Pick<EditorState, 'canUndo' | 'canRedo'> {
  return { canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
}

function stillThere(selection: Selection, flow: FlowDocument): Selection {
  const only = (chosen: ReadonlySet<string>, items: readonly { id: string }[]): ReadonlySet<string> => {
    if (chosen.size === 0) return chosen;
    const kept = new Set(items.map((item) => item.id).filter((id) => chosen.has(id)));
    return kept.size === chosen.size ? chosen : kept;
  };
  const nodes = only(selection.nodes, flow.nodes);
  const edges = only(selection.edges, flow.edges);
  const notes = only(selection.notes, flow.notes);
  const same = nodes === selection.nodes && edges === selection.edges && notes === selection.notes;
  return same ? selection : { nodes, edges, notes };
}

function laterByTimeout(task: () => void, milliseconds: number): () => void {
  const timer = setTimeout(task, milliseconds);
  return () => clearTimeout(timer);
}

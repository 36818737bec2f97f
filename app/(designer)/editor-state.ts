import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Problem } from '@/runtime/flow/problems';
import type { Overlap } from './model/join-edits';
import type { Other, OwnNode } from './presence/others';
import type { RecordedPath } from './replay/two-paths';
import type { Traffic } from './traffic/traffic';

export interface Selection {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
  notes: ReadonlySet<string>;
}

export const NOTHING_SELECTED: Selection = { nodes: new Set(), edges: new Set(), notes: new Set() };

/**
 * Where the draft stands. `saved`: the server has it. `changed`: edits wait a moment to be sent. `saving`: on the way.
 * `offline`: the server cannot be reached; edits are kept in this browser and sent when it can.
 * `refused`: the server would not take it (rights lost, flow deleted); `reason` is an error code with a sentence.
 */
export type SaveState =
  | { status: 'saved'; at: number | null }
  | { status: 'changed' }
  | { status: 'saving' }
  | { status: 'offline'; since: number }
  | { status: 'refused'; reason: string };

/** A field to put the keyboard on: a problem was clicked, a search found it. `token` changes with every wish. */
export interface FieldFocus {
  nodeId: string;
  path: readonly (string | number)[];
  token: number;
}

/** The way a simulated or recorded message took; everything else is dimmed. */
export interface LitPath {
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
  /** The node the message is at. */
  current: string | null;
  /** Where two ways part that are compared: the node they part at, and the next one on each. */
  parting?: readonly string[];
}

export type BottomPanel = 'problems' | 'simulator' | 'scenarios' | 'replay';

export interface EditorState {
  /** What the server calls this flow; `flow.id` inside the document may be the template's. */
  flowId: string;
  flow: FlowDocument;
  readOnly: boolean;
  selection: Selection;
  /** Found shortly after an edit, never while a finger is moving. */
  problems: readonly Problem[];
  problemsByNode: ReadonlyMap<string, readonly Problem[]>;
  save: SaveState;
  canUndo: boolean;
  canRedo: boolean;
  focus: FieldFocus | null;
  litPath: LitPath | null;
  /** The way a message took at the time, drawn beside `litPath` while a what-if example is shown. */
  recordedPath: RecordedPath | null;
  /** How many scenarios walk each edge, by edge id, while it is shown. */
  coverage: ReadonlyMap<string, number> | null;
  /** What differs from the version compared with, by node, while versions are compared. */
  marks: ReadonlyMap<string, 'added' | 'changed'> | null;
  /** How many messages took which way, while it is shown. */
  traffic: Traffic | null;
  /** The node this person is at, and whether it is his; see presence/others.ts. */
  held: OwnNode | null;
  /** Who else has this flow open. */
  others: readonly Other[];
  bottomPanel: BottomPanel | null;
  view: 'canvas' | 'outline';
  /** Grows with every edit of this person that adds, removes or connects something. */
  structure: number;
  /** The layout is kept tidy after such edits. */
  alwaysTidy: boolean;
  /** Grows when nodes are to glide to where they stand now. */
  glide: number;
  /** The installation's queues, calendars ... as summaries and pickers show them; `null` while loading. */
  environment: Environment | null;
  /** What was last refused (a typed code); shown to the person and cleared. */
  refusal: { code: string; values: Record<string, string | number> } | null;
  /** What this person and somebody else changed at the same time, until it was told. */
  overlap: Overlap | null;
}

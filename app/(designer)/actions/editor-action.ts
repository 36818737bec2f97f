import type { Environment } from '@/runtime/flow/facts';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import type { EditorState } from '../editor-state';
import type { EditorStore } from '../editor-store';
import type { NodeWords } from '../model/node-words';
import type { EditorUi } from './editor-ui';
import type { KeyName } from './keys';

export interface ActionContext {
  editor: EditorStore;
  ui: EditorUi;
  registry: NodeRegistry;
  words: NodeWords;
  environment: Environment | null;
}

export type ActionGroup = 'edit' | 'add' | 'select' | 'view' | 'flow';

/** Everything that can be done to a flow has one entry here: menus, keys and the `?` list are made of it. */
export interface EditorAction {
  /** Its name in the texts: `designer.actions.<id>`. */
  id: string;
  group: ActionGroup;
  keys: readonly KeyName[];
  /** Keys that the browser turns into an event of its own, which does the work: only shown. */
  browserKeys?: readonly KeyName[];
  /** Actions of one family share a line in the list of keys, under this name. */
  family?: string;
  /** Changes the flow: not offered to readers. */
  edits?: boolean;
  /** The key belongs to this action only while canvas or outline has the keyboard. */
  onSurface?: boolean;
  possible?(state: EditorState): boolean;
  perform(context: ActionContext): void;
}

'use client';

import { ConnectDialog } from './connect-dialog';
import { FlowSettingsDialog } from './flow-settings-dialog';
import { KeysDialog } from './keys-dialog';
import { PublishDialog } from './publish-dialog';
import { RenameDialog } from './rename-dialog';
import type { OpenDialog } from './use-editor-ui-state';

/** The dialog that is open, if any. The search is not here: it stands over the canvas. */
export function EditorDialogs({ dialog, onClose }: { dialog: OpenDialog | null; onClose(): void }) {
  switch (dialog?.name) {
    case 'keys':
      return <KeysDialog onClose={onClose} />;
    case 'publish':
      return <PublishDialog onClose={onClose} />;
    case 'connect':
      return <ConnectDialog from={dialog.from} onClose={onClose} />;
    case 'rename':
      return <RenameDialog onClose={onClose} />;
    case 'settings':
      return <FlowSettingsDialog onClose={onClose} />;
    default:
      return null;
  }
}

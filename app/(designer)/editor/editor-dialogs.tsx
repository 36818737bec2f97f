'use client';

import { Suspense } from 'react';
import { late } from '@/app/shell/late';
import type { OpenDialog } from './use-open-dialog';

// Each comes when it is first asked for.
const ConnectDialog = late(async () => ({ default: (await import('./connect-dialog')).ConnectDialog }));
const ExtractDialog = late(async () => ({ default: (await import('./extract-dialog')).ExtractDialog }));
const InsertDialog = late(async () => ({ default: (await import('./insert-dialog')).InsertDialog }));
const KeysDialog = late(async () => ({ default: (await import('./keys-dialog')).KeysDialog }));
const PublishDialog = late(async () => ({ default: (await import('./publish-dialog')).PublishDialog }));
const RenameDialog = late(async () => ({ default: (await import('./rename-dialog')).RenameDialog }));

interface EditorDialogsProps {
  dialog: OpenDialog | null;
  onClose(): void;
}

/** The dialog that is open, if any. The search is not here: it stands over the canvas. */
export function EditorDialogs(props: EditorDialogsProps) {
  return (
    <Suspense>
      <OpenOne {...props} />
    </Suspense>
  );
}

function OpenOne({ dialog, onClose }: EditorDialogsProps) {
  switch (dialog?.name) {
    case 'extract':
      return <ExtractDialog onClose={onClose} />;
    case 'keys':
      return <KeysDialog onClose={onClose} />;
    case 'publish':
      return <PublishDialog onClose={onClose} />;
    case 'connect':
      return <ConnectDialog from={dialog.from} onClose={onClose} />;
    case 'insert':
      return <InsertDialog onClose={onClose} />;
    case 'rename':
      return <RenameDialog onClose={onClose} />;
    default:
      return null;
  }
}

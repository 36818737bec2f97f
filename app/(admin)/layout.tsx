import type { ReactNode } from 'react';
import { Workspace } from '../shell/workspace';
import { ConfirmDialogs } from './shared/confirm-dialogs';

export const dynamic = 'force-dynamic';

export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <Workspace>
      <ConfirmDialogs>{children}</ConfirmDialogs>
    </Workspace>
  );
}

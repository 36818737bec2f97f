import type { ReactNode } from 'react';
import { Workspace } from '../shell/workspace';

export const dynamic = 'force-dynamic';

export default function InboxLayout({ children }: { children: ReactNode }) {
  return <Workspace permission="inbox.read">{children}</Workspace>;
}

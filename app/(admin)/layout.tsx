import type { ReactNode } from 'react';
import { Workspace } from '../shell/workspace';

export const dynamic = 'force-dynamic';

export default function AdminLayout({ children }: { children: ReactNode }) {
  return <Workspace>{children}</Workspace>;
}

import type { ReactNode } from 'react';
import { Workspace } from '@/app/shell/workspace';

export const dynamic = 'force-dynamic';

export default function FlowsLayout({ children }: { children: ReactNode }) {
  return <Workspace permission="flow.read">{children}</Workspace>;
}

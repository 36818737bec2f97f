'use client';

import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useMay } from '@/app/shell/account-context';
import { late } from '@/app/shell/late';
import { useTRPC } from '@/app/trpc/client';
import { useDraft } from '../editor/use-opened-draft';
import { useEditorState } from '../use-editor';

const UpgradeBadge = late(async () => ({ default: (await import('./upgrade-badge')).UpgradeBadge }));

/** For the open flow: that a newer version of its template is here. */
export function UpgradeHere() {
  const flowId = useEditorState((state) => state.flowId);
  const name = useEditorState((state) => state.flow.name);
  const mayEdit = useMay('flow.edit');
  const { sync } = useDraft();
  const flows = useQuery({ ...useTRPC().flows.list.queryOptions(), enabled: mayEdit });
  const to = flows.data?.find(({ id }) => id === flowId)?.templateUpgrade ?? null;
  if (!mayEdit || to === null) return null;
  return (
    <Suspense>
      <UpgradeBadge flow={{ id: flowId, name }} to={to} before={() => sync.saveNow()} />
    </Suspense>
  );
}

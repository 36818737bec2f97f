'use client';

import dynamic from 'next/dynamic';
import { EditorSkeleton } from '../editor/editor-skeleton';

const SharedFlow = dynamic(() => import('./shared-flow').then((module) => module.SharedFlow), {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

export function SharedFlowLoader({ token }: { token: string }) {
  return <SharedFlow token={token} />;
}

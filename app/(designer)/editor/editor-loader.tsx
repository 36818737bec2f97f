'use client';

import dynamic from 'next/dynamic';
import { EditorSkeleton } from './editor-skeleton';

// The editor lives in the browser alone: nothing of it is drawn on the server, and other pages do not load it.
const OpenFlow = dynamic(() => import('./open-flow').then((module) => module.OpenFlow), {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

export function EditorLoader({ flowId }: { flowId: string }) {
  return <OpenFlow key={flowId} flowId={flowId} />;
}

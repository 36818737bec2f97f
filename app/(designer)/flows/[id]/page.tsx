import { EditorLoader } from '../../editor/editor-loader';

export default async function FlowPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <EditorLoader flowId={id} />;
}

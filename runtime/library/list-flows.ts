import { FlowVersions } from '@/runtime/store/flow-versions';
import { type FlowRecord, type FlowState, Flows } from '@/runtime/store/flows';
import type { FlowCheck } from './author';

export interface FlowListEntry {
  id: string;
  name: string;
  description: string;
  folder: string;
  state: FlowState;
  nodes: number;
  /** Errors and warnings of the draft. */
  problems: { errors: number; warnings: number };
  publishedVersion: number | null;
  publishedAt: Date | null;
  publishedBy: string | null;
  updatedAt: Date;
  updatedBy: string | null;
  /** The draft differs from what is published. */
  changed: boolean;
}

/** Every flow of the installation, the last changed first. */
export async function listFlows(check: FlowCheck): Promise<FlowListEntry[]> {
  const flows = await Flows.find({}).sort({ updatedAt: -1 }).lean<FlowRecord[]>().exec();
  const versions = await publishedVersions();
  return flows.map((flow) => {
    const published =
      flow.publishedVersion === null ? undefined : versions.get(`${flow._id}:${flow.publishedVersion}`);
    return {
      id: flow._id,
      name: flow.document.name,
      description: flow.document.description,
      folder: flow.folder,
      state: flow.state,
      nodes: flow.document.nodes.length,
      problems: countProblems(flow, check),
      publishedVersion: flow.publishedVersion,
      publishedAt: published?.publishedAt ?? null,
      publishedBy: published?.author?.name ?? null,
      updatedAt: flow.updatedAt,
      updatedBy: flow.updatedBy,
      changed: published !== undefined && flow.updatedAt > published.publishedAt,
    };
  });
}

interface PublishedVersion {
  _id: string;
  publishedAt: Date;
  author: { name: string } | null;
}

async function publishedVersions(): Promise<Map<string, PublishedVersion>> {
  const versions = await FlowVersions.find({}).select('publishedAt author').lean<PublishedVersion[]>().exec();
  return new Map(versions.map((version) => [version._id, version]));
}

function countProblems(flow: FlowRecord, check: FlowCheck): FlowListEntry['problems'] {
  const found = check(flow.document, flow.bindings);
  const errors = found.filter((problem) => problem.level === 'error').length;
  return { errors, warnings: found.length - errors };
}

import { sameJson } from '@/runtime/flow/diff-merge';
import { type FlowVersionRecord, FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { type FlowRecord, type FlowState, Flows } from '@/runtime/store/flows';
import type { FlowCheck } from './author';
import { findUpgrades } from './upgrade-template';

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
  /** When a publication is planned for. */
  plannedAt: Date | null;
  /** A planned publication was refused, and nobody has read that yet. */
  publicationRefused: boolean;
  /** A newer version of the template that it was made of. */
  templateUpgrade: string | null;
}

/** Every flow of the installation, the last changed first. */
export async function listFlows(check: FlowCheck): Promise<FlowListEntry[]> {
  const flows = await Flows.find({}).sort({ updatedAt: -1 }).lean<FlowRecord[]>().exec();
  const [versions, upgrades] = await Promise.all([publishedVersions(flows), findUpgrades(flows)]);
  return flows.map((flow) => {
    const published = versions.get(flow._id);
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
      changed: published !== undefined && !sameJson(flow.document, published.document),
      plannedAt: flow.planned?.at ?? null,
      publicationRefused: Boolean(flow.refused),
      templateUpgrade: upgrades.get(flow._id) ?? null,
    };
  });
}

/** The versions in service, by flow id. */
async function publishedVersions(flows: readonly FlowRecord[]): Promise<Map<string, FlowVersionRecord>> {
  const ids = flows.flatMap(({ _id, publishedVersion }) =>
    publishedVersion === null ? [] : [flowVersionId(_id, publishedVersion)],
  );
  const versions = await FlowVersions.find({ _id: { $in: ids } })
    .lean<FlowVersionRecord[]>()
    .exec();
  return new Map(versions.map((version) => [version.flowId, version]));
}

function countProblems(flow: FlowRecord, check: FlowCheck): FlowListEntry['problems'] {
  const found = check(flow.document, flow.bindings);
  const errors = found.filter((problem) => problem.level === 'error').length;
  return { errors, warnings: found.length - errors };
}

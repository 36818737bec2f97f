import { Schema } from 'mongoose';
import type { JsonObject } from '@/runtime/flow/json';
import { defineModel } from './define-model';

/** A scenario that belongs to a flow of this installation: written by hand, recorded, or come with a template. */
export interface FlowScenarioRecord {
  _id: string;
  flowId: string;
  /** As scenario files are written; read by `scenarioSchema`. */
  scenario: JsonObject;
  /** The file of the template that it came as; `null` or missing: it was made here. */
  file?: string | null;
  createdAt: Date;
  createdBy: string | null;
  updatedAt: Date;
  updatedBy: string | null;
}

export const FlowScenarios = defineModel<FlowScenarioRecord>(
  'flowScenarios',
  {
    flowId: { type: String, required: true },
    scenario: { type: Schema.Types.Mixed, required: true },
    file: { type: String, default: null },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, default: null },
    updatedAt: { type: Date, required: true },
    updatedBy: { type: String, default: null },
  },
  [{ fields: { flowId: 1, _id: 1 } }],
);

/** All scenarios of a flow, oldest first. */
export function findFlowScenarios(flowId: string): Promise<FlowScenarioRecord[]> {
  return FlowScenarios.find({ flowId }).sort({ _id: 1 }).lean<FlowScenarioRecord[]>().exec();
}

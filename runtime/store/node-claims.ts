import { defineModel } from './define-model';

/** Which browser edits a node of a flow right now. One record a node; a browser that falls silent loses it. */
export interface NodeClaimRecord {
  /** `flowId:nodeId` */
  _id: string;
  flowId: string;
  nodeId: string;
  /** The tab of a browser. */
  client: string;
  name: string;
  /** Until when it counts without being repeated, by the server's clock. */
  until: Date;
  /** Grows whenever the node changes hands: of two claims that are heard of, the higher one is the later. */
  turn: number;
}

export const NodeClaims = defineModel<NodeClaimRecord>(
  'nodeClaims',
  {
    flowId: { type: String, required: true },
    nodeId: { type: String, required: true },
    client: { type: String, required: true },
    name: { type: String, required: true },
    until: { type: Date, required: true },
    turn: { type: Number, required: true },
  },
  [{ fields: { flowId: 1, client: 1 } }, { fields: { until: 1 }, expireAfterSeconds: 3600 }],
);

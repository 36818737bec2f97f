import { defineModel } from './define-model';

/** A link by which somebody without an account may look at a draft and play it through. */
export interface ShareLinkRecord {
  /** SHA-256 of the token, hexadecimal: who reads the database cannot open the link. */
  _id: string;
  flowId: string;
  /** What it was made for, in the words of whoever made it. */
  label: string;
  createdAt: Date;
  createdBy: string | null;
  expiresAt: Date;
}

export const ShareLinks = defineModel<ShareLinkRecord>(
  'shareLinks',
  {
    flowId: { type: String, required: true },
    label: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, default: null },
    expiresAt: { type: Date, required: true },
  },
  [{ fields: { flowId: 1, createdAt: 1 } }, { fields: { expiresAt: 1 }, expireAfterSeconds: 0 }],
);

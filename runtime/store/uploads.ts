import { defineModel } from './define-model';

/** A file that an agent has uploaded for a reply; the bytes lie in the `attachments` bucket under the same id. */
export interface UploadRecord {
  _id: string;
  accountId: string;
  name: string;
  type: string;
  size: number;
  at: Date;
  /** Since when it belongs to a message; uploads without one are swept away after some days. */
  usedAt?: Date | null;
}

export const Uploads = defineModel<UploadRecord>('uploads', {
  accountId: { type: String, required: true },
  name: { type: String, required: true },
  type: { type: String, required: true },
  size: { type: Number, required: true },
  at: { type: Date, required: true },
  usedAt: { type: Date, default: null },
});

export async function keepUpload(upload: UploadRecord): Promise<void> {
  await Uploads.create(upload);
}

export async function markUsed(ids: string[], at: Date): Promise<void> {
  await Uploads.updateMany({ _id: { $in: ids } }, { $set: { usedAt: at } }).exec();
}

export function findUploads(ids: string[], accountId: string): Promise<UploadRecord[]> {
  return Uploads.find({ _id: { $in: ids }, accountId })
    .lean<UploadRecord[]>()
    .exec();
}

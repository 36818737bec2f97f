import { defineModel } from './define-model';

/** An address whose pictures an account always wants to see, although they lie elsewhere. */
export interface PictureSenderRecord {
  /** account + address: allowed once. */
  _id: string;
  accountId: string;
  address: string;
  at: Date;
}

export const PictureSenders = defineModel<PictureSenderRecord>('pictureSenders', {
  accountId: { type: String, required: true },
  address: { type: String, required: true },
  at: { type: Date, required: true },
});

/** Those of the addresses whose pictures this account wants to see. */
export async function findPictureSenders(accountId: string, addresses: string[]): Promise<Set<string>> {
  const ids = addresses.map((address) => pictureSenderId(accountId, address));
  const found = await PictureSenders.find({ _id: { $in: ids } })
    .lean<PictureSenderRecord[]>()
    .exec();
  return new Set(found.map(({ address }) => address));
}

export async function keepPictureSender(accountId: string, address: string, at: Date): Promise<void> {
  const lower = address.trim().toLowerCase();
  await PictureSenders.updateOne(
    { _id: pictureSenderId(accountId, lower) },
    { $setOnInsert: { accountId, address: lower, at } },
    { upsert: true },
  ).exec();
}

export async function forgetPictureSender(accountId: string, address: string): Promise<void> {
  await PictureSenders.deleteOne({ _id: pictureSenderId(accountId, address) }).exec();
}

function pictureSenderId(accountId: string, address: string): string {
  return `${accountId}:${address.trim().toLowerCase()}`;
}

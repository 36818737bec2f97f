import { MongoClient } from 'mongodb';

/**
 * A process of a race: claims documents one by one until none is left and tells its parent which it got. It only
 * imports packages, so that Node runs it as it is.
 */
const [uri = '', name = ''] = process.argv.slice(2);
const client = new MongoClient(uri);
const documents = client
  .db()
  .collection<{ _id: number; claimedBy: string | null; priority: number }>('claims');
const claimed: number[] = [];
for (;;) {
  const document = await documents.findOneAndUpdate(
    { claimedBy: null },
    { $set: { claimedBy: name } },
    { sort: { priority: -1 }, projection: { _id: 1 } },
  );
  if (document === null) break;
  claimed.push(document._id);
}
await client.close();
process.send?.(claimed);
process.disconnect?.();

const outages = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedOnNetworkError',
]);

/** Whether an error tells that the store is away, and nothing about the message or execution at hand. */
export function isStoreOutage(error: unknown): boolean {
  return error instanceof Error && outages.has(error.name);
}

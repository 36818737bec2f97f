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
  return error instanceof Error && (outages.has(error.name) || isBareSocketError(error));
}

/** Driver 7.8 lets the error of a socket through as it is where a connection ends while a command is being written. */
function isBareSocketError(error: Error): boolean {
  return 'syscall' in error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');
}

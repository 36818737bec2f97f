/** What an operator does with a store from the outside: plain functions for a command line or a program. */

export { exportDatabase } from './operations/export-database';
export { importDatabase } from './operations/import-database';
export {
  backupStore,
  type CheckResult,
  checkStore,
  type MaintenanceOptions,
  requireStore,
  restoreStore,
  type StoreStats,
  storeStats,
} from './operations/maintain';
export type { TransferOptions, TransferProgress, TransferResult } from './operations/transfer';
export { startEmbeddedStore as serveStore } from './start';

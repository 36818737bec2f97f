/** What an operator does with a store from the outside: plain functions for a command line or a program. */
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
export {
  exportDatabase,
  importDatabase,
  type TransferOptions,
  type TransferProgress,
  type TransferResult,
} from './operations/transfer';
export { startEmbeddedStore as serveStore } from './start';

import { aggregate } from './aggregate';
import { collMod } from './coll-mod';
import { drop, dropDatabase, listCollections, listDatabases, renameCollection } from './collections';
import type { Command } from './command';
import { configureFailPoint } from './configure-fail-point';
import { count } from './count';
import { create } from './create';
import { deleteDocuments } from './delete';
import { distinct } from './distinct';
import { explain, explainAggregate } from './explain';
import { find, getMore } from './find';
import { findAndModify } from './find-and-modify';
import { createIndexes, dropIndexes, listIndexes } from './indexes';
import { insert } from './insert';
import { killAllSessions, killAllSessionsByPattern, killSessions, startSession } from './kill-sessions';
import { embeddedBackup, embeddedCheck, embeddedStats } from './maintenance';
import {
  buildInfo,
  connectionStatus,
  endSessions,
  hello,
  killCursors,
  ping,
  refuseTransaction,
  saslContinue,
  saslStart,
  serverStatus,
} from './server-commands';
import {
  getCmdLineOpts,
  getLog,
  getParameter,
  hostInfo,
  refuseReplication,
  setParameter,
  whatsMyUri,
} from './server-information';
import { collStats, dbStats } from './statistics';
import { update } from './update';

/** Every command that is answered. All others are refused with 59. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>(
  Object.entries({
    hello,
    ismaster: hello,
    isMaster: hello,
    saslStart,
    saslContinue,
    ping,
    buildInfo,
    buildinfo: buildInfo,
    endSessions,
    refreshSessions: ping,
    startSession,
    killSessions,
    killAllSessions,
    killAllSessionsByPattern,
    find,
    getMore,
    killCursors,
    insert,
    update,
    delete: deleteDocuments,
    findAndModify,
    findandmodify: findAndModify,
    count,
    distinct,
    explain,
    aggregate: (context) =>
      context.args.boolean('explain') ? explainAggregate(context) : aggregate(context),
    create,
    drop,
    dropDatabase,
    renameCollection,
    listCollections,
    listDatabases,
    collMod,
    createIndexes,
    dropIndexes,
    deleteIndexes: dropIndexes,
    listIndexes,
    dbStats,
    dbstats: dbStats,
    collStats,
    collstats: collStats,
    serverStatus,
    connectionStatus,
    hostInfo,
    getCmdLineOpts,
    getParameter,
    setParameter,
    getLog,
    whatsmyuri: whatsMyUri,
    replSetGetStatus: refuseReplication,
    replSetGetConfig: refuseReplication,
    configureFailPoint,
    embeddedCheck,
    embeddedBackup,
    embeddedStats,
    commitTransaction: refuseTransaction,
    abortTransaction: refuseTransaction,
  }),
);

/** Commands whose numbered form may be sent twice. */
export const RETRYABLE: ReadonlySet<string> = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
]);

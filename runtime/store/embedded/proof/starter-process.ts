import { MongoClient } from 'mongodb';
import { startEmbeddedStore } from '../start';

/** An application that starts the server, tells its parent the server's process id, and then only lives on. */
const [dataDir = ''] = process.argv.slice(2);
const store = await startEmbeddedStore({ dataDir });
const client = new MongoClient(store.uri);
const status = await client.db('admin').command({ serverStatus: 1 });
process.send?.(Number(status.pid));

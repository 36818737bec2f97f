import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type Job } from 'agenda';
import { MongoClient } from 'mongodb';

/** A process that works off Agenda's jobs and writes a line for each. It only imports packages, so Node runs it as it is. */
const [uri = ''] = process.argv.slice(2);
const client = new MongoClient(uri);
await client.connect();
const lines = client.db().collection('lines');
const agenda = new Agenda({
  backend: new MongoBackend({ mongo: client.db() }),
  processEvery: 200,
  defaultConcurrency: 20,
  defaultLockLimit: 50,
  maxConcurrency: 50,
});
agenda.define('note', async (job: Job<{ n: number }>) => {
  await lines.insertOne({ n: job.attrs.data.n, by: process.pid });
});
await agenda.start();
process.send?.('working');
process.once('message', () => {
  void agenda
    .stop()
    .then(() => client.close())
    .then(() => process.exit(0));
});

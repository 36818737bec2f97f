import serviceMailbox from '@/flows/service-mailbox/flow.json';
import { benchMail } from '@/runtime/channels/email/bench';
import { benchClassifier } from '@/runtime/classifier/bench';
import { benchIngest } from '@/runtime/engine/bench';
import { sendBenchMails } from '@/runtime/engine/bench-sender';
import { senderArgument } from '@/runtime/engine/bench-smtp';
import { benchInterpreter } from '@/runtime/interpreter/bench';
import { benchReplay } from '@/runtime/scenarios/bench';
import { benchStore } from '@/runtime/store/embedded/bench';
import { benchDesigner } from './bench-designer';
import { benchFirstPage } from './bench-first-page';

/**
 * `npm run bench [-- interpreter | replay | ingest | mail | store | page | designer | classifier FOLDER ...]`: prints figures, asserts nothing.
 * Without a name everything that needs no data of its own is measured.
 */
const benchmarks: Record<string, (parameters: string[]) => Promise<unknown> | unknown> = {
  interpreter: () => benchInterpreter(),
  replay: () => benchReplay(serviceMailbox),
  ingest: () => benchIngest(),
  mail: ([folder, count]) => benchMail(folder, Number(count ?? 1000)),
  store: (parameters) => benchStore({ documents: Number(parameters[0] ?? 100_000) }),
  page: () => benchFirstPage(),
  designer: () => benchDesigner(),
  classifier: ([folder]) => {
    if (folder) return benchClassifier(folder);
    console.log('classifier: name a folder with data sets (npm run bench -- classifier FOLDER)');
  },
};
const [name, ...parameters] = process.argv.slice(2);
if (name === senderArgument) {
  await sendBenchMails(JSON.parse(parameters[0] ?? '{}'), () => process.send?.('begun'));
  process.exit(0);
}
const chosen = name ? [name] : Object.keys(benchmarks).filter((key) => key !== 'classifier');

for (const key of chosen) {
  const benchmark = benchmarks[key];
  if (!benchmark) {
    console.error(`There is no benchmark "${key}". Known: ${Object.keys(benchmarks).join(', ')}.`);
    process.exit(1);
  }
  console.log(`\n== ${key}`);
  await benchmark(parameters);
}
process.exit(0);

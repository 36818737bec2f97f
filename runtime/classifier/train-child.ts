import * as z from 'zod';
import { serializeClassifier } from './classifier-model';
import { trainClassifier } from './train-classifier';

// The whole of a child process that learns one classifier and ends: seconds of reckoning that no message has to wait for.
const requestSchema = z.object({
  categories: z.array(z.object({ id: z.string(), label: z.string(), examples: z.array(z.string()) })),
});

process.once('message', (message) => {
  const { categories } = requestSchema.parse(message);
  process.send?.({ model: serializeClassifier(trainClassifier(categories)) }, () => process.disconnect());
});
// The parent decides when this process ends; a terminal's Ctrl-C reaches the whole group.
process.on('SIGINT', () => undefined);

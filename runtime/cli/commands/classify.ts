import { type Command, InvalidArgumentError } from 'commander';
import { classify } from '@/runtime/classifier/classify';
import { trainClassifier } from '@/runtime/classifier/train-classifier';
import { DomainError } from '@/runtime/domain-error';
import { printLine } from '../print-line';
import { readInputFile } from '../read-input';

/** `classify`: learns from examples and tells the category of each text, as a classifier node without a model does. */
export function addClassifyCommand(program: Command): void {
  program
    .command('classify')
    .description('learn from examples and classify texts: {text, label, confidence} per line')
    .requiredOption('--examples <file>', 'text, tab, label per line')
    .requiredOption('--input <file>', 'texts to classify, one a line; what stands behind a tab is ignored')
    .option('--threshold <share>', 'below this confidence the label is null (unsure)', share, 0)
    .action(async (options: { examples: string; input: string; threshold: number }) => {
      const categories = new Map<string, string[]>();
      for (const [number, line] of (await readLines(options.examples)).entries()) {
        const [text = '', label = ''] = line.split('\t');
        if (!text.trim() || !label.trim()) {
          const where = `${options.examples}, line ${number + 1}`;
          throw new DomainError(
            'invalid',
            'examplesInvalid',
            `${where}: expected a text, a tab and a label.`,
          );
        }
        categories.set(label.trim(), [...(categories.get(label.trim()) ?? []), text]);
      }
      const model = trainClassifier([...categories].map(([id, examples]) => ({ id, examples })));
      for (const line of await readLines(options.input)) {
        const [text = ''] = line.split('\t');
        const { label, confidence, outOfScope } = classify(model, text);
        printLine({ text, label: confidence >= options.threshold ? label : null, confidence, outOfScope });
      }
    });
}

function share(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('expected a number from 0 to 1.');
  return value;
}

async function readLines(path: string): Promise<string[]> {
  const lines = (await readInputFile(path)).toString('utf8').split(/\r?\n/);
  return lines.filter((line) => line.trim() !== '');
}

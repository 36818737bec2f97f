import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Category, ClassifierModel } from './classifier-model';
import { type Classification, classify } from './classify';
import { trainClassifier } from './train-classifier';

/** One labelled text of a benchmark file (`text<TAB>label` per line). */
interface LabelledText {
  text: string;
  label: string;
}

/** What one training file reached; times are of this machine at this moment. */
export interface ClassifierMeasurement {
  name: string;
  /** Share of test texts answered rightly. */
  accuracy: number;
  /** Mean distance between confidence and truth over ten confidence bands (expected calibration error). */
  calibrationError: number;
  /** Area under the ROC curve of `outOfScope`, and of 1 - confidence, against the test texts of the other folders. */
  foreignAuroc: number | null;
  confidenceAuroc: number | null;
  /** The same for texts of categories that were left out of the training: the harder reading. */
  heldOutAuroc: number;
  trainingSeconds: number;
  millisecondsPerText: number;
}

/**
 * Measures the classifier on every folder below `folder` that has a `*test*.tsv` beside one or more training files
 * (`*train*.tsv` or `*valid*.tsv`), prints one line each and returns the figures.
 */
export function benchClassifier(
  folder: string,
  print: (line: string) => void = console.log,
): ClassifierMeasurement[] {
  const sets = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readSet(join(folder, entry.name), entry.name))
    .filter((set) => set.test.length > 0);
  return sets.flatMap((set) =>
    set.training.map(({ name, texts }) => {
      const foreign = sets.filter((other) => other !== set).flatMap((other) => other.test);
      const measured = measure(`${set.name}/${name}`, texts, set.test, foreign);
      print(describe(measured));
      return measured;
    }),
  );
}

function readSet(path: string, name: string) {
  const files = readdirSync(path).filter((file) => file.endsWith('.tsv'));
  return {
    name,
    test: files.filter((file) => file.includes('test')).flatMap((file) => readTexts(join(path, file))),
    training: files
      .filter((file) => /train|valid/.test(file))
      .map((file) => ({ name: file, texts: readTexts(join(path, file)) })),
  };
}

function readTexts(file: string): LabelledText[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => ({
      text: line.slice(0, line.lastIndexOf('\t')),
      label: line.slice(line.lastIndexOf('\t') + 1).trim(),
    }))
    .filter(({ text, label }) => text !== '' && label !== '');
}

function measure(
  name: string,
  training: readonly LabelledText[],
  test: readonly LabelledText[],
  foreign: readonly LabelledText[],
): ClassifierMeasurement {
  const started = performance.now();
  const model = trainClassifier(categoriesOf(training));
  const trained = performance.now();
  const answers = test.map(({ text }) => classify(model, text));
  const answered = performance.now();
  const strangers = foreign.map(({ text }) => classify(model, text));
  const right = answers.map((answer, at) => answer.label === test[at]?.label);
  return {
    name,
    accuracy: right.filter(Boolean).length / right.length,
    calibrationError: calibrationError(answers, right),
    foreignAuroc: auroc(answers, strangers, ({ outOfScope }) => -outOfScope),
    confidenceAuroc: auroc(answers, strangers, ({ confidence }) => confidence),
    heldOutAuroc: heldOutAuroc(training, test),
    trainingSeconds: (trained - started) / 1000,
    millisecondsPerText: (answered - trained) / Math.max(1, test.length),
  };
}

function categoriesOf(texts: readonly LabelledText[]): Category[] {
  return [...Map.groupBy(texts, ({ label }) => label)].map(([id, members]) => ({
    id,
    examples: members.map(({ text }) => text),
  }));
}

/** Leaves out every fifth category in turn-taking and asks whether its texts are recognised as foreign. */
function heldOutAuroc(training: readonly LabelledText[], test: readonly LabelledText[]): number {
  const labels = [...new Set(training.map(({ label }) => label))];
  const left = new Set(labels.filter((_, at) => at % 5 === 1));
  const model: ClassifierModel = trainClassifier(
    categoriesOf(training.filter(({ label }) => !left.has(label))),
  );
  const known = test.filter(({ label }) => !left.has(label)).map(({ text }) => classify(model, text));
  const unknown = test.filter(({ label }) => left.has(label)).map(({ text }) => classify(model, text));
  return auroc(known, unknown, ({ confidence }) => confidence) ?? Number.NaN;
}

function calibrationError(answers: readonly Classification[], right: readonly boolean[]): number {
  const gaps = new Array<number>(10).fill(0);
  answers.forEach(({ confidence }, at) => {
    const band = Math.min(9, Math.floor(confidence * 10));
    gaps[band] = (gaps[band] ?? 0) + confidence - (right[at] === true ? 1 : 0);
  });
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, answers.length);
}

/** The chance that a known text ranks above a foreign one (ties count half); null when there is nothing to compare. */
function auroc(
  known: readonly Classification[],
  foreign: readonly Classification[],
  rank: (answer: Classification) => number,
): number | null {
  if (known.length === 0 || foreign.length === 0) return null;
  const all = [
    ...known.map((answer) => ({ value: rank(answer), isKnown: true })),
    ...foreign.map((answer) => ({ value: rank(answer), isKnown: false })),
  ].sort((a, b) => a.value - b.value);
  let sum = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    while (all[end]?.value === all[start]?.value && end < all.length) end += 1;
    const tied = all.slice(start, end).filter(({ isKnown }) => isKnown).length;
    sum += tied * ((start + end + 1) / 2);
    start = end;
  }
  return (sum - (known.length * (known.length + 1)) / 2) / (known.length * foreign.length);
}

function describe(measured: ClassifierMeasurement): string {
  const share = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(4));
  return [
    measured.name.padEnd(32),
    `accuracy ${(measured.accuracy * 100).toFixed(1)} %`,
    `calibration error ${(measured.calibrationError * 100).toFixed(1)} %`,
    `foreign AUROC ${share(measured.foreignAuroc)} (by confidence ${share(measured.confidenceAuroc)})`,
    `held-out AUROC ${share(measured.heldOutAuroc)}`,
    `training ${measured.trainingSeconds.toFixed(2)} s`,
    `${measured.millisecondsPerText.toFixed(2)} ms per text`,
  ].join('  ');
}

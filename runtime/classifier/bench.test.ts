import { describe, expect, it } from 'vitest';
import { benchClassifier } from './bench';

const folder = process.env.STELLWERK_INTENTS_DIR;

describe.runIf(folder !== undefined)('the classifier on public intent data', () => {
  it('keeps the goals', { timeout: 300_000 }, () => {
    const measured = benchClassifier(folder ?? '');
    const by = (part: string) => measured.find(({ name }) => name.includes(part));
    expect(by('train_5')?.accuracy).toBeGreaterThanOrEqual(0.72);
    expect(by('train_10')?.accuracy).toBeGreaterThanOrEqual(0.8);
    expect(by('xsid')?.accuracy).toBeGreaterThanOrEqual(0.93);
    for (const { foreignAuroc, confidenceAuroc } of measured) {
      expect(foreignAuroc).toBeGreaterThanOrEqual(0.95);
      expect(confidenceAuroc).toBeGreaterThanOrEqual(0.95);
    }
  });
});

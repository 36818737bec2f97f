import { describe, expect, it } from 'vitest';
import {
  type Category,
  ClassifierError,
  deserializeClassifier,
  serializeClassifier,
} from './classifier-model';
import { classify } from './classify';
import { ENGLISH_SHOP, GERMAN_DESK } from './example-categories';
import { trainClassifier } from './train-classifier';

describe('trainClassifier', () => {
  it('gives the same model for the same categories, byte for byte', () => {
    const first = serializeClassifier(trainClassifier(GERMAN_DESK));
    expect(serializeClassifier(trainClassifier(structuredClone(GERMAN_DESK)))).toBe(first);
  });

  it('learns the language from the examples unless told', () => {
    expect(trainClassifier(GERMAN_DESK).stored.language).toBe('de');
    expect(trainClassifier(ENGLISH_SHOP).stored.language).toBe('en');
    expect(trainClassifier(ENGLISH_SHOP, { language: 'de' }).stored.language).toBe('de');
  });

  it('never answers a category without examples and lists it', () => {
    const model = trainClassifier([...GERMAN_DESK, { id: 'praise', label: 'Lob', examples: ['', '  '] }]);
    expect(model.stored.withoutExamples).toEqual(['praise']);
    const answer = classify(model, 'Lob: vielen Dank, Sie waren sehr freundlich');
    expect(answer.ranking.map(({ label }) => label)).not.toContain('praise');
  });

  it('tells in scope from out of scope with a single category', () => {
    const [invoice] = GERMAN_DESK;
    const model = trainClassifier(invoice === undefined ? [] : [invoice]);
    const known = classify(model, 'Frage zu meiner Rechnung');
    const foreign = classify(model, 'Der Förster hat im Wald einen Fuchs gesehen.');
    expect(known.label).toBe('invoice');
    expect(known.confidence).toBeGreaterThan(foreign.confidence + 0.2);
  });

  it('puts everything out of scope when there is nothing to learn', () => {
    expect(classify(trainClassifier([]), 'Guten Tag')).toEqual({
      label: null,
      confidence: 0,
      outOfScope: 1,
      ranking: [],
      evidence: [],
    });
  });

  it('learns from one example a category', () => {
    const model = trainClassifier(
      ENGLISH_SHOP.map((category) => ({ ...category, examples: category.examples.slice(0, 1) })),
    );
    expect(classify(model, 'I do not know my password any more').label).toBe('password_reset');
    expect(classify(model, 'Where is the parcel').label).toBe('where_is_my_order');
  });

  it('reads the name of a category as weak evidence, and not when told', () => {
    const categories: Category[] = [
      { id: 'a', label: 'Warranty', examples: ['My toaster died after a month.'] },
      { id: 'b', label: 'Opening hours', examples: ['Are you there on Sunday?'] },
    ];
    const named = classify(trainClassifier(categories), 'Is this covered by warranty?');
    const nameless = classify(
      trainClassifier(categories, { useNames: false }),
      'Is this covered by warranty?',
    );
    expect(named.label).toBe('a');
    expect(named.confidence).toBeGreaterThan(nameless.confidence);
  });

  it('refuses two categories with one id', () => {
    const twice = [...GERMAN_DESK, { id: 'move', examples: ['Wir ziehen um'] }];
    expect(() => trainClassifier(twice)).toThrow(
      expect.objectContaining({ name: 'ClassifierError', code: 'duplicateCategory' }),
    );
  });

  it('learns several hundred categories', { timeout: 60_000 }, () => {
    const many = Array.from({ length: 300 }, (_, at) => ({
      id: `topic-${at}`,
      examples: [`Question about article ${wordOf(at)}`, `${wordOf(at)} does not fit`],
    }));
    const model = trainClassifier(many, { useNames: false });
    expect(classify(model, `something on ${wordOf(123)} please`).label).toBe('topic-123');
  });
});

describe('serializeClassifier', () => {
  it('brings a model back that answers the same', () => {
    const model = trainClassifier(ENGLISH_SHOP);
    const back = deserializeClassifier(serializeClassifier(model));
    for (const text of ['where is my stuff', 'refund please', 'password', 'nice weather today']) {
      expect(classify(back, text)).toEqual(classify(model, text));
    }
  });

  it.each([
    ['not json', 'unreadableModel'],
    ['[]', 'unreadableModel'],
    ['{"schemaVersion":0}', 'outdatedModel'],
    ['{"schemaVersion":1,"labels":[]}', 'unreadableModel'],
  ])('refuses %s', (text, code) => {
    let caught: unknown;
    try {
      deserializeClassifier(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ClassifierError);
    expect(caught).toMatchObject({ code });
  });
});

/** A made-up word for a number, with letters enough that no two are alike. */
function wordOf(number: number): string {
  const syllables = ['ba', 'ke', 'lo', 'mi', 'nu', 'ra', 'so', 'ti', 'vu', 'ze'];
  const spoken = [...String(number).padStart(3, '0')].map((digit) => syllables[Number(digit)] ?? '');
  return `${spoken.join('')}x`;
}

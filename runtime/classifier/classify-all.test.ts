import { describe, expect, it } from 'vitest';
import { classifyAll } from './classify-all';
import { ENGLISH_SHOP, GERMAN_DESK } from './example-categories';
import { trainClassifier } from './train-classifier';

const german = trainClassifier(GERMAN_DESK);
const english = trainClassifier(ENGLISH_SHOP);
const sure = (model: typeof german, text: string) => classifyAll(model, text, 0.5).map(({ label }) => label);

describe('classifyAll', () => {
  it('finds each of several concerns', () => {
    const labels = sure(english, 'Where is my parcel? And I forgot my password, please reset it.');
    expect(labels.sort()).toEqual(['password_reset', 'where_is_my_order']);
  });

  it('finds one where there is one', () => {
    expect(sure(english, 'I forgot my password and cannot log in.')).toEqual(['password_reset']);
  });

  it('finds none in what belongs nowhere', () => {
    expect(sure(german, 'Der Förster hat im Wald einen Fuchs gesehen und malt ihn.')).toEqual([]);
    expect(classifyAll(german, '')).toEqual([]);
  });

  it('puts the likeliest first', () => {
    const ranked = classifyAll(
      german,
      'Meine Rechnung stimmt nicht. Ich möchte außerdem meinen Vertrag kündigen.',
    );
    expect(ranked.map(({ confidence }) => confidence)).toEqual(
      ranked.map(({ confidence }) => confidence).toSorted((a, b) => b - a),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { classify } from './classify';
import { ENGLISH_SHOP, GERMAN_DESK } from './example-categories';
import { trainClassifier } from './train-classifier';

const german = trainClassifier(GERMAN_DESK);
const english = trainClassifier(ENGLISH_SHOP);

describe('classify in German', () => {
  it.each([
    ['Die Rechnung von diesem Monat kommt mir zu hoch vor', 'invoice'],
    ['KÜNDIGUNG meines Vertrages', 'cancel'],
    ['Hiermit beende ich das Abonnement', 'cancel'],
    ['Neue Anschrift wegen Umzug', 'move'],
    ['ich wollte ihnen die zaehlerstaende durchgeben', 'meter'],
    ['Unser Internet geht seit gestern nicht', 'outage'],
    ['Heizungsausfall!', 'outage'],
  ])('%s -> %s', (text, label) => {
    expect(classify(german, text).label).toBe(label);
  });

  it('reads umlauts in either spelling alike', () => {
    const spelt = classify(german, 'Ich möchte kündigen');
    const typed = classify(german, 'Ich moechte kuendigen');
    expect(typed.confidence).toBeCloseTo(spelt.confidence, 10);
  });

  it('knows a word that no example used from the lexicon', () => {
    expect(classify(german, 'Ich will aus dem Vertrag austreten').label).toBe('cancel');
  });
});

describe('classify in English', () => {
  it.each([
    ['has my shipment been dispatched yet?', 'where_is_my_order'],
    ['The shoes do not fit, I would like to give them back', 'return_goods'],
    ["I don't remember my passcode and cannot sign in", 'password_reset'],
    ['this coupon does not work', 'discount_code'],
  ])('%s -> %s', (text, label) => {
    expect(classify(english, text).label).toBe(label);
  });

  it('names the words that decided as the writer spelt them', () => {
    const { evidence } = classify(english, 'My VOUCHER is not accepted, what now?');
    expect(evidence[0]).toBe('VOUCHER');
    expect(evidence.length).toBeLessThanOrEqual(5);
  });
});

describe('confidence', () => {
  it('ranks all categories and adds up to what is in scope', () => {
    const answer = classify(german, 'Warum ist meine Rechnung so hoch?');
    expect(answer.ranking.map(({ label }) => label).toSorted()).toEqual(
      GERMAN_DESK.map(({ id }) => id).toSorted(),
    );
    const total = answer.ranking.reduce((sum, { confidence }) => sum + confidence, 0);
    expect(total).toBeCloseTo(1 - answer.outOfScope, 9);
    expect(answer.ranking[0]).toEqual({ label: answer.label, confidence: answer.confidence });
  });

  it('is higher for a clear text than for one that lies between two categories', () => {
    const clear = classify(german, 'Ich möchte meinen Vertrag kündigen');
    const between = classify(german, 'Kündigung wegen Umzug: Adresse und Vertrag');
    expect(clear.confidence).toBeGreaterThan(between.confidence);
  });

  it.each([
    'Der Förster hat im Wald einen Fuchs gesehen.',
    'What a beautiful sunset over the harbour',
    'xkcd qqq zzz',
  ])('finds "%s" out of scope', (text) => {
    const answer = classify(german, text);
    expect(answer.outOfScope).toBeGreaterThan(0.5);
    expect(answer.confidence).toBeLessThan(0.4);
  });

  it('finds a known concern in scope', () => {
    expect(classify(german, 'Ich möchte kündigen').outOfScope).toBeLessThan(0.2);
  });
});

describe('long e-mails', () => {
  const mail = [
    'Frage',
    '',
    'Sehr geehrte Damen und Herren,',
    '',
    'mein Mann und ich sind seit vielen Jahren zufrieden bei Ihnen und haben Sie oft weiterempfohlen.',
    'Letzte Woche waren wir in den Ferien an der Nordsee und hatten sehr schönes Wetter.',
    'Nun möchten wir unseren Vertrag zum Jahresende kündigen und bitten um eine schriftliche Bestätigung.',
    'Für Ihre Mühe danken wir im Voraus.',
    '',
    'Mit freundlichen Grüßen',
    'Familie Beispiel',
    'Rechnungsstraße 7',
    '',
    '> Am 3. Mai schrieb der Kundendienst:',
    '> Ihr Zählerstand wurde eingetragen.',
  ].join('\n');

  it('finds the one sentence that matters', () => {
    const answer = classify(german, mail);
    expect(answer.label).toBe('cancel');
    expect(answer.confidence).toBeGreaterThan(0.4);
    expect(answer.evidence).toContain('kündigen');
  });

  it('does not read the signature or the quoted text', () => {
    const shorter = mail.slice(0, mail.indexOf('Familie Beispiel'));
    expect(classify(german, mail).confidence).toBe(classify(german, shorter).confidence);
  });

  it('copes with very long text without any sentence', () => {
    const answer = classify(german, 'Rechnung '.repeat(20_000));
    expect(answer.label).toBe('invoice');
  });
});

describe('texts that say nothing', () => {
  it.each(['', '   \n ', '...!!', '👍'])('answers %j with no label', (text) => {
    const answer = classify(german, text);
    expect(answer).toMatchObject({ label: null, confidence: 0, outOfScope: 1, evidence: [] });
    expect(answer.ranking).toHaveLength(GERMAN_DESK.length);
  });
});

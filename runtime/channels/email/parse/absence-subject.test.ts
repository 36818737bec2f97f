import { describe, expect, it } from 'vitest';
import { isAbsenceSubject } from './absence-subject';

describe('subjects of absence notes', () => {
  it.each([
    'Automatische Antwort: Ihre Anfrage',
    'Automatische E-Mail-Antwort',
    'Automatisierte Antwort: Rechnung',
    'Automatic response to: your bill',
    '[Auto-Reply] Your bill',
    'Auto-Reply from Kim',
    'Auto: Re: Your bill',
    'OOO Re: Your bill',
    'Abwesenheitsmeldung',
    'Abwesend: AW: Rechnung',
    'Urlaub: AW: Rechnung',
    'Nicht im Büro: AW: Rechnung',
    'Ich bin zurzeit nicht im Haus (Rückkehr am 3. Juni)',
    'Ich bin im Urlaub bis 3. Juni',
    'Kim Muster ist außer Haus. (Rückkehr am 03.06.)',
    'Kim Muster is out of the office. (returning 3 June)',
    'I am out of the office until Monday',
  ])('%s', (subject) => {
    expect(isAbsenceSubject(subject)).toBe(true);
  });
});

describe('subjects that people write', () => {
  it.each([
    'Auto: Reifen kaputt',
    'Auto Antrag',
    'Abwesend: Paket nicht erhalten',
    'Urlaub: Storno der Buchung 4711',
    'Ich bin im Urlaub bestohlen worden',
    'Ich bin zur Zeit nicht im Haus, bitte liefern Sie zum Nachbarn',
    'I am away next week, please call',
    'Out of the office chair broken',
    'OOO Vertrag kündigen',
    'Automatische Antwort funktioniert nicht',
    'Re: Out of Office',
    'Herr Muster ist nicht im Büro, wann kommt er?',
  ])('%s', (subject) => {
    expect(isAbsenceSubject(subject)).toBe(false);
  });
});

describe('absence notes in other languages and of other programs', () => {
  it.each([
    'Out-of-office: Re: Bill',
    'AUTO: Kim Muster ist außer Haus (Rückkehr 03.06.2024)',
    'Your bill [Auto-Reply]',
    'Abwesend bis 3. Juni',
    'Réponse automatique : votre facture',
    'Absente du 3 au 5 juin',
    'Ausente hasta el 3 de junio',
    'Fuori ufficio fino al 3 giugno',
    'Ik ben momenteel niet op kantoor',
    'Automatyczna odpowiedź: faktura',
    'Frånvaromeddelande',
    'Automatická odpověď: faktura',
    'Автоматический ответ: счёт',
    '自動返信: 請求書',
  ])('%s', (subject) => {
    expect(isAbsenceSubject(subject)).toBe(true);
  });

  it.each([
    'Re: Out of office hours question',
    'Re: Your bill [Auto-Reply]',
    'Automatic reply from your shop never arrives',
    'Automatische Antwort auf meine Anfrage war falsch',
    'Absence de réponse',
    'Away team shirt until Friday?',
    'Ausente del pedido: una pieza',
    'Urlaub vom 3. bis 5. Juni buchen',
    'Urlaub',
    'Not in the office: parcel',
  ])('a person writes "%s"', (subject) => {
    expect(isAbsenceSubject(subject)).toBe(false);
  });
});

import type { Category } from './classifier-model';

/** A German service desk for the tests. */
export const GERMAN_DESK: readonly Category[] = [
  {
    id: 'invoice',
    label: 'Frage zur Rechnung',
    examples: [
      'Ich verstehe meine letzte Rechnung nicht.',
      'Warum ist die Abrechnung diesmal so hoch?',
      'Können Sie mir die Rechnung vom März noch einmal schicken?',
      'Auf der Rechnung steht ein falscher Betrag.',
      'Bitte erklären Sie mir die Kosten auf Seite zwei der Rechnung.',
    ],
  },
  {
    id: 'cancel',
    label: 'Kündigung',
    examples: [
      'Hiermit kündige ich meinen Vertrag zum nächstmöglichen Zeitpunkt.',
      'Ich möchte kündigen.',
      'Wie lange ist die Kündigungsfrist?',
      'Bitte beenden Sie mein Abo zum Jahresende.',
      'Bestätigen Sie mir bitte die Kündigung schriftlich.',
    ],
  },
  {
    id: 'move',
    label: 'Umzug',
    examples: [
      'Wir ziehen im Mai in eine andere Wohnung.',
      'Meine Adresse hat sich geändert.',
      'Was muss ich beim Umzug beachten?',
      'Bitte ändern Sie meine Anschrift.',
      'Ab dem ersten August wohne ich in der Gartenstraße 5.',
    ],
  },
  {
    id: 'meter',
    label: 'Zählerstand',
    examples: [
      'Der Zählerstand beträgt 48213.',
      'Wo kann ich meinen Zählerstand eintragen?',
      'Ich habe den Stromzähler heute abgelesen.',
      'Wann kommt jemand zum Ablesen?',
      'Die abgelesenen Werte sind 1200 und 3400.',
    ],
  },
  {
    id: 'outage',
    label: 'Störung',
    examples: [
      'Seit heute Morgen haben wir keinen Strom.',
      'Bei uns ist das Internet ausgefallen.',
      'Die Heizung funktioniert nicht mehr.',
      'Es gibt eine Störung in unserer Straße.',
      'Die Leitung ist tot, bitte schicken Sie einen Techniker.',
    ],
  },
];

/** An English web shop for the tests. */
export const ENGLISH_SHOP: readonly Category[] = [
  {
    id: 'where_is_my_order',
    examples: [
      'Where is my parcel?',
      'My order still has not arrived.',
      'The tracking page shows nothing new since Friday.',
      'When will you deliver my shoes?',
      "I've been waiting for two weeks for my package.",
    ],
  },
  {
    id: 'return_goods',
    examples: [
      'I want to send the jacket back.',
      'How do I return an item?',
      'The trousers are too small, can I swap them?',
      'Please send me a return label.',
      'I changed my mind and would like my money back.',
    ],
  },
  {
    id: 'password_reset',
    examples: [
      'I forgot my password.',
      "I can't log in to my account.",
      'The reset e-mail never came.',
      'My login is blocked after three attempts.',
      'How can I change my password?',
    ],
  },
  {
    id: 'discount_code',
    examples: [
      'My voucher is not accepted at the checkout.',
      'Do you have a discount for students?',
      'The promo code has expired.',
      'Can I use two coupons at once?',
      'Where do I enter the gift card number?',
    ],
  },
];

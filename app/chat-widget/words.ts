import { dateLocale } from '@/runtime/flow/date-locale';

export type WidgetLanguage = 'de' | 'en';

/** Everything the widget says by itself; greeting, consent and the like are the operator's own words. */
const german = {
  open: 'Chat öffnen',
  openUnread: (count: number) =>
    count === 1 ? 'Chat öffnen, eine neue Nachricht' : `Chat öffnen, ${count} neue Nachrichten`,
  close: 'Chat schließen',
  title: 'Chat',
  log: 'Verlauf',
  write: 'Nachricht schreiben',
  writeOn: 'Weiterschreiben',
  send: 'Senden',
  attach: 'Datei anhängen',
  removeFile: (name: string) => `${name} entfernen`,
  choices: 'Antworten zur Auswahl',
  you: 'Sie',
  automatic: 'Automatische Antwort',
  agent: 'Mitarbeiter',
  typing: 'Es wird geschrieben …',
  agentTyping: (name: string) => `${name} schreibt …`,
  with: (name: string) => `Im Gespräch mit ${name}`,
  sending: 'Wird gesendet …',
  sent: 'Gesendet',
  waiting: 'Wird gesendet, sobald die Verbindung wieder da ist',
  again: 'Noch einmal senden',
  discard: 'Verwerfen',
  connecting: 'Keine Verbindung. Es wird weiter versucht …',
  consent: 'Bevor Sie schreiben',
  agree: 'Einverstanden',
  privacy: 'Datenschutzhinweise',
  contact: 'Wie erreichen wir Sie?',
  name: 'Name',
  email: 'E-Mail-Adresse',
  optional: 'freiwillig',
  start: 'Chat beginnen',
  carried: 'Hier geht Ihr Anliegen weiter. Wir sehen, was Sie uns bereits geschrieben haben.',
  offline: 'Zurzeit ist niemand im Chat. Schreiben Sie uns, wir antworten, sobald wir wieder da sind.',
  offlineOnly: 'Zurzeit ist niemand im Chat.',
  opensAt: (time: string) => `Wieder geöffnet: ${time}`,
  ended: 'Dieser Chat wurde beendet. Wenn Sie weiterschreiben, geht er weiter.',
  newChat: 'Neuer Chat',
  newChatBegun: 'Ihre nächste Nachricht beginnt ein neues Anliegen.',
  transcript: 'Verlauf per E-Mail',
  transcriptHelp: 'An welche Adresse sollen wir den Verlauf senden?',
  transcriptSent: (email: string) => `Der Verlauf ist unterwegs an ${email}.`,
  cancel: 'Abbrechen',
  today: 'Heute',
  required: 'Bitte füllen Sie dieses Feld aus.',
  emailWrong: 'Bitte geben Sie eine vollständige E-Mail-Adresse ein.',
  unavailable: 'Der Chat ist zurzeit nicht erreichbar.',
  refusals: {
    chatTooFast: 'Das war sehr viel auf einmal. Bitte warten Sie einen Moment.',
    messageTooLong: 'Die Nachricht ist zu lang. Bitte teilen Sie sie.',
    messageEmpty: 'Die Nachricht ist leer.',
    fileTooLarge: 'Die Dateien sind zu groß oder zu viele: höchstens 5 Dateien mit je 10 MB, zusammen 20 MB.',
    fileRefused: 'Diese Art von Datei können wir nicht annehmen.',
    bodyTooLarge: 'Die Dateien sind zu groß: zusammen höchstens 20 MB.',
    chatClosed: 'Der Chat nimmt zurzeit keine Nachrichten an.',
    linkExpired: 'Dieser Link gilt nicht mehr. Bitte schreiben Sie uns, oder beginnen Sie einen neuen Chat.',
    nothingSaid: 'Es gibt noch nichts zu senden.',
    transcriptUnavailable: 'Der Verlauf kann zurzeit nicht gesendet werden.',
  } as Record<string, string>,
  refused: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
};

const english: typeof german = {
  open: 'Open chat',
  openUnread: (count) => (count === 1 ? 'Open chat, one new message' : `Open chat, ${count} new messages`),
  close: 'Close chat',
  title: 'Chat',
  log: 'Conversation so far',
  write: 'Write a message',
  writeOn: 'Write on',
  send: 'Send',
  attach: 'Attach a file',
  removeFile: (name) => `Remove ${name}`,
  choices: 'Answers to choose from',
  you: 'You',
  automatic: 'Automatic reply',
  agent: 'Agent',
  typing: 'Somebody is writing …',
  agentTyping: (name) => `${name} is writing …`,
  with: (name) => `You are talking to ${name}`,
  sending: 'Sending …',
  sent: 'Sent',
  waiting: 'Will be sent as soon as the connection is back',
  again: 'Send again',
  discard: 'Discard',
  connecting: 'No connection. Trying again …',
  consent: 'Before you write',
  agree: 'I agree',
  privacy: 'Privacy notice',
  contact: 'How can we reach you?',
  name: 'Name',
  email: 'E-mail address',
  optional: 'optional',
  start: 'Start chat',
  carried: 'Your request goes on here. We see what you have written to us before.',
  offline: 'Nobody is in the chat at the moment. Write to us, and we will answer as soon as we are back.',
  offlineOnly: 'Nobody is in the chat at the moment.',
  opensAt: (time) => `Open again: ${time}`,
  ended: 'This chat has ended. If you write on, it goes on.',
  newChat: 'New chat',
  newChatBegun: 'Your next message begins a new request.',
  transcript: 'Chat by e-mail',
  transcriptHelp: 'To which address shall we send this chat?',
  transcriptSent: (email) => `The chat is on its way to ${email}.`,
  cancel: 'Cancel',
  today: 'Today',
  required: 'Please fill in this field.',
  emailWrong: 'Please enter a complete e-mail address.',
  unavailable: 'The chat cannot be reached at the moment.',
  refusals: {
    chatTooFast: 'That was very much at once. Please wait a moment.',
    messageTooLong: 'The message is too long. Please split it.',
    messageEmpty: 'The message is empty.',
    fileTooLarge: 'The files are too large or too many: at most 5 files of 10 MB each, 20 MB together.',
    fileRefused: 'We cannot take this kind of file.',
    bodyTooLarge: 'The files are too large: at most 20 MB together.',
    chatClosed: 'The chat takes no messages at the moment.',
    linkExpired: 'This link is no longer valid. Please write to us, or start a new chat.',
    nothingSaid: 'There is nothing to send yet.',
    transcriptUnavailable: 'The chat cannot be sent at the moment.',
  },
  refused: 'That did not work. Please try again.',
};

export type Words = typeof german;

export function wordsOf(language: WidgetLanguage): Words {
  return language === 'de' ? german : english;
}

/** How dates are written: as the visitor's own browser does it, where that speaks the language of the widget. */
export function localeOf(language: WidgetLanguage): string {
  return navigator.language.startsWith(language) ? navigator.language : dateLocale(language);
}

/** Operators' texts exist in one or both languages: the reader's own, else whichever there is. */
export function ownWords(texts: Record<string, string>, language: WidgetLanguage): string {
  return (texts[language] || Object.values(texts).find((text) => text.trim() !== '') || '').trim();
}

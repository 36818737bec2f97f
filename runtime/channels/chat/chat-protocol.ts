/** What widget and server say to each other, as JSON. Types only: the widget bundles nothing of the server. */

/** What the widget knows of its chat before anybody has written. */
export interface ChatConfig {
  name: string;
  language: 'auto' | 'de' | 'en';
  color: string;
  position: 'right' | 'left';
  title: Record<string, string>;
  greeting: Record<string, string>;
  consent: Record<string, string>;
  privacyUrl: string;
  contact: 'off' | 'optional' | 'required';
  files: boolean;
  transcript: boolean;
  opening: ChatOpening;
  limits: { text: number; files: number; fileBytes: number; totalBytes: number };
}

export interface ChatOpening {
  open: boolean;
  /** Out of hours: whether messages are taken all the same. */
  takesMessages: boolean;
  text: Record<string, string>;
  /** Epoch milliseconds of the next opening, where there is one. */
  opensAt: number | null;
}

export interface ChatFile {
  id: string;
  name: string;
  type: string;
  size: number;
}

/** One line of a chat. */
export interface ChatLine {
  /** Its message. */
  id: string;
  /** Counts up: where to go on after an interruption. */
  place: number;
  from: 'visitor' | 'agent' | 'flow';
  /** Of the agent who wrote it. */
  name: string | null;
  text: string;
  /** Epoch milliseconds. */
  at: number;
  files: ChatFile[];
  /** Labels of the answers offered. */
  quickReplies: string[];
  /** What the browser called it, for the visitor's own. */
  clientId: string | null;
}

/** How the visitor's ticket stands. */
export interface ChatState {
  state: 'none' | 'open' | 'closed';
  /** The agent who has it in hand. */
  agent: string | null;
  /** Number of the ticket, for talking about it. */
  number: number | null;
  typing: boolean;
}

export interface ChatHistory {
  lines: ChatLine[];
  state: ChatState;
}

export interface SessionRequest {
  language: 'de' | 'en';
  /** The visitor has agreed to the consent text shown. */
  consent: boolean;
  name?: string;
  email?: string;
  /** Signed link that carries a ticket over. */
  carry?: string;
}

export interface SessionAnswer extends ChatHistory {
  token: string;
}

/** Comes as form data where files go along: `message` is this as JSON, `file` each file. */
export interface MessageRequest {
  /** Chosen by the browser: sent twice under one id, it is taken once. */
  clientId: string;
  text: string;
  /** The page that the visitor is on. */
  page: string;
  /** An answer chosen from a line's quick replies. */
  choice?: { line: string; index: number };
}

export interface MessageAnswer {
  id: string;
  duplicate: boolean;
}

/** Why something was refused: the widget has a sentence for each. */
export interface ChatRefusal {
  code: string;
  retryAfterMs?: number;
}

export type MailParseErrorCode = 'empty' | 'too-large';

/** The only error that `parseMail` throws: there is no mail to read, or it is larger than allowed. */
export class MailParseError extends Error {
  readonly code: MailParseErrorCode;

  constructor(code: MailParseErrorCode, message: string) {
    super(message);
    this.name = 'MailParseError';
    this.code = code;
  }
}

import { decodeWith } from './text-decoders';

/** So much is decoded at once. */
const RUN_BYTES = 8192;
/** The longest character that is added in one piece has so many bytes. */
const LONGEST = 4;

/** Collects what is written in several charsets one after the other into one text. */
export class CharsetRuns {
  private text = '';
  private charset = '';
  private readonly bytes = Buffer.allocUnsafe(RUN_BYTES);
  private length = 0;

  /** One whole character in a charset that TextDecoder knows; `utf-8` stands for ASCII here. */
  add(charset: string, ...bytes: number[]): void {
    if (charset !== this.charset || this.length > RUN_BYTES - LONGEST) this.flush();
    this.charset = charset;
    for (const byte of bytes) this.bytes[this.length++] = byte;
  }

  addText(text: string): void {
    this.flush();
    this.text += text;
  }

  finish(): string {
    this.flush();
    return this.text;
  }

  private flush(): void {
    if (this.length === 0) return;
    this.text +=
      this.charset === 'utf-8'
        ? this.bytes.toString('latin1', 0, this.length)
        : decodeWith(this.charset, this.bytes.subarray(0, this.length));
    this.length = 0;
  }
}

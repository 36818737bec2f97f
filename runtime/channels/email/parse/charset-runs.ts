const decoders = new Map<string, TextDecoder>();

/** Collects what is written in several charsets one after the other into one text. */
export class CharsetRuns {
  private text = '';
  private charset = '';
  private bytes: number[] = [];

  /** Bytes in a charset that TextDecoder knows. */
  add(charset: string, ...bytes: number[]): void {
    if (charset !== this.charset) this.flush();
    this.charset = charset;
    this.bytes.push(...bytes);
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
    if (this.bytes.length === 0) return;
    const decoder = decoders.get(this.charset) ?? new TextDecoder(this.charset);
    decoders.set(this.charset, decoder);
    this.text += decoder.decode(Uint8Array.from(this.bytes));
    this.bytes = [];
  }
}

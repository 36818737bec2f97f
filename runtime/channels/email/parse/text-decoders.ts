const decoders = new Map<string, TextDecoder>();

function decoderFor(charset: string, fatal: boolean): TextDecoder {
  const key = `${charset}|${fatal}`;
  const decoder = decoders.get(key) ?? new TextDecoder(charset, { fatal });
  decoders.set(key, decoder);
  return decoder;
}

/** Reads bytes in a charset that TextDecoder knows; what is broken becomes U+FFFD. */
export function decodeWith(charset: string, bytes: Uint8Array): string {
  return decoderFor(charset, false).decode(bytes);
}

/** Reads bytes in a charset that TextDecoder knows; null when they are not in it. */
export function decodeStrictly(charset: string, bytes: Uint8Array): string | null {
  try {
    return decoderFor(charset, true).decode(bytes);
  } catch (error) {
    // That is the answer this function gives.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

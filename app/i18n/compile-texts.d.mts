/** See compile-texts.mjs. */
export default function compileTexts(source: string): string;

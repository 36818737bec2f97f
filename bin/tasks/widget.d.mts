export const WIDGET_LIMIT: number;
export function buildWidget(): Promise<{ script: Uint8Array; bytes: number }>;
export function bundleWidget(): Promise<void>;

export const NODE_VERSION: string;
export function nodePackage(platform: string, architecture: string): string | null;
export function nodeDecision(version: string): 'run' | 'fetch' | 'refuse';

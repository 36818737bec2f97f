import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

export interface Chromium {
  context: BrowserContext;
  page: Page;
  /** Errors of the page itself: a test ends by looking at them. */
  errors: string[];
  close(): Promise<void>;
}

/** A fresh Chromium with a profile of its own, cut off from every host but this machine. */
export async function openChromium(
  options: { language?: 'de' | 'en'; colorScheme?: 'light' | 'dark'; width?: number; height?: number } = {},
): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), 'stellwerk-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.STELLWERK_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
    locale: options.language === 'en' ? 'en-GB' : 'de-DE',
    timezoneId: 'Europe/Berlin',
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return {
    context,
    page,
    errors,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

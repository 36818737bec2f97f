import * as z from 'zod';
import { DomainError } from '@/runtime/domain-error';
import { writeInstallationSettings } from '@/runtime/store/installation-settings';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { type MailSettings, writeMailSettings } from '@/runtime/store/mail-settings';
import { readModelSettings, writeModelSettings } from '@/runtime/store/model-settings';
import { sealSecret } from '@/runtime/store/secret-box';

export const modelInputSchema = z.object({
  baseUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  model: z.string().trim().max(200),
  /** null keeps the stored key, an empty text removes it. */
  apiKey: z.string().max(500).nullable(),
  monthlyTokens: z.int().min(1).nullable(),
});
export type ModelInput = z.infer<typeof modelInputSchema>;

export interface ModelSettingsView {
  baseUrl: string;
  model: string;
  /** The key itself never leaves the server. */
  hasApiKey: boolean;
  monthlyTokens: number | null;
}

export async function readModelView(): Promise<ModelSettingsView> {
  const { baseUrl, model, sealedApiKey, monthlyTokens } = await readModelSettings();
  return { baseUrl, model, hasApiKey: sealedApiKey !== '', monthlyTokens };
}

/** Errors: DomainError `secretKeyMissing`. */
export async function saveModelSettings(input: ModelInput, now: Date): Promise<void> {
  const { sealedApiKey } = await readModelSettings();
  const { apiKey, ...rest } = input;
  const sealed = apiKey === null ? sealedApiKey : apiKey === '' ? '' : sealSecret(apiKey, 'model');
  await writeModelSettings({ ...rest, sealedApiKey: sealed });
  await appendLiveEvents([{ topic: 'settings', key: 'model', data: {} }], now);
}

export interface ModelTrial {
  works: boolean;
  /** What the server said, where it refused. */
  detail: string;
}

const TRIAL_MS = 15_000;

/**
 * Asks the model server for its list of models with the stored or the given key: shows whether address and key fit
 * without spending a token. Errors: DomainError `modelNotConfigured`.
 */
export async function tryModel(baseUrl: string, apiKey: string): Promise<ModelTrial> {
  if (!baseUrl) throw new DomainError('invalid', 'modelNotConfigured', 'No model server is configured.');
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
      headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
      signal: AbortSignal.timeout(TRIAL_MS),
      redirect: 'error',
    });
    return { works: response.ok, detail: `HTTP ${response.status}` };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { works: false, detail: cause instanceof Error ? cause.message : String(cause) };
  }
}

export const installationInputSchema = z.object({
  name: z.string().trim().min(1).max(120),
  language: z.enum(['de', 'en']),
  timeZone: z.string().max(60),
  fallbackQueueId: z.string().max(64).nullable(),
});
export type InstallationInput = z.infer<typeof installationInputSchema>;

export async function saveInstallationSettings(input: InstallationInput, now: Date): Promise<void> {
  await writeInstallationSettings(input);
  await appendLiveEvents([{ topic: 'settings', key: 'installation', data: {} }], now);
}

export async function saveMailSettings(input: MailSettings, now: Date): Promise<void> {
  await writeMailSettings(input);
  await appendLiveEvents([{ topic: 'settings', key: 'mail', data: {} }], now);
}

/** What is asked of an OpenAI-compatible server: the part of `chat/completions` that all of them speak. */
export interface ModelRequest {
  model: string;
  messages: { role: 'system' | 'user'; content: string }[];
  response_format: {
    type: 'json_schema';
    json_schema: { name: string; strict: boolean; schema: Record<string, unknown> };
  };
}

/** The part of the SDK's client that is used. The SDK itself is imported by activities alone. */
export interface ModelClient {
  chat: {
    completions: { create(request: ModelRequest, options: { signal: AbortSignal }): PromiseLike<unknown> };
  };
}

/**
 * What the SDK's client is made with. It neither retries (the engine does, within the node's deadline), nor writes logs, nor takes
 * anything from the environment of the process.
 */
export interface ModelClientSettings {
  baseURL: string;
  apiKey: string;
  adminAPIKey: null;
  organization: null;
  project: null;
  maxRetries: 0;
  logLevel: 'off';
}

/** Servers without a key get this one: the SDK refuses to start with none. */
const NO_KEY = 'none';

export function clientSettings(model: { baseUrl: string; apiKey: string }): ModelClientSettings {
  return {
    baseURL: model.baseUrl,
    apiKey: model.apiKey === '' ? NO_KEY : model.apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
  };
}

import * as z from 'zod';
import { templateField, variableField } from '@/runtime/flow/config-schemas';
import type { Json } from '@/runtime/flow/json';
import { defineNode, fail, go, type NodeContext, type Outcome, wait } from '@/runtime/flow/node-definition';
import { resolveValue } from '@/runtime/flow/resolve-value';
import { parseTemplate } from '@/runtime/flow/template-text';

const config = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET').meta({ widget: 'select' }),
  url: templateField.max(2000).default(''),
  headers: z
    .array(z.object({ name: z.string().regex(/^[A-Za-z0-9-]{1,80}$/), value: templateField.max(2000) }))
    .max(20)
    .default([])
    .meta({ widget: 'assignments', advanced: true }),
  body: templateField.default('').meta({ showWhen: { method: ['POST', 'PUT', 'PATCH'] } }),
  variable: variableField.default('answer'),
  timeoutSeconds: z.int().min(1).max(60).default(10).meta({ widget: 'duration', advanced: true }),
  retrySeconds: z.int().min(0).max(600).default(30).meta({ widget: 'duration', advanced: true }),
});
type Config = z.infer<typeof config>;

/** For what is around a request: looking the name up, writing the answer down. */
const MARGIN_SECONDS = 5;

const answerSchema = z.object({ status: z.int(), body: z.json() });

/** Asks another system over HTTP. */
export default defineNode({
  type: 'http-request',
  version: 1,
  category: 'do',
  icon: 'IconWorldUpload',
  config,
  ports: [
    { id: 'ok', kind: 'exit' },
    { id: 'refused', kind: 'exit' },
    { id: 'timeout', kind: 'timeout' },
    { id: 'error', kind: 'error' },
  ],
  summary: ({ method, url }) => `${method} ${url}`,
  variables: ({ variable }) => [{ name: variable, type: 'object' }],
  problems: ({ url }) =>
    /^https?:\/\/[^/{?#\s]+(?:[/?#]|$)/.test(url) ? [] : [{ level: 'error', path: ['url'], key: 'url' }],
  exampleAnswers: () =>
    [200, 404, 500].map((status) => ({
      key: 'answer',
      values: { status },
      answer: { result: { status, body: status === 200 ? { ok: true } : null } },
    })),
  run(context) {
    const body = context.config.body === '' ? undefined : resolveValue(context, context.config.body);
    return body instanceof Promise
      ? body.then((resolved) => request(context, resolved))
      : request(context, body);
  },
  resume({ config, event }) {
    if (event.type === 'activityFailed') {
      const seconds = config.timeoutSeconds;
      return event.timeout
        ? go('timeout', { because: { key: 'timeout', values: { seconds } } })
        : fail(event.code, event.message);
    }
    const answer = event.type === 'activityCompleted' ? answerSchema.safeParse(event.result) : null;
    if (!answer?.success) return fail('badAnswer', 'The answer could not be read.');
    const { status } = answer.data;
    const extras = { set: { [config.variable]: answer.data }, read: { status } };
    if (status >= 200 && status < 300)
      return go('ok', { because: { key: 'ok', values: { status } }, ...extras });
    return go('refused', { because: { key: 'refused', values: { status } }, ...extras });
  },
});

function request(context: NodeContext<Config>, body: Json | undefined): Outcome {
  const { config, fill, value } = context;
  const headers = Object.fromEntries(
    config.headers.map((header) => [header.name, oneLine(fill(header.value))]),
  );
  const input = {
    method: config.method,
    url: fillUrl(config.url, value),
    headers,
    body:
      body === undefined || body === null || typeof body === 'string' ? (body ?? null) : JSON.stringify(body),
    isJson: body !== undefined && typeof body !== 'string',
    timeoutMs: config.timeoutSeconds * 1000,
  };
  const timeoutMs = (config.timeoutSeconds + MARGIN_SECONDS + config.retrySeconds) * 1000;
  return wait([{ for: 'activity', activity: 'http-request', input, timeoutMs }]);
}

/** A line break would begin another header. */
function oneLine(text: string): string {
  return [...text].filter((character) => character >= ' ').join('');
}

/** What a customer wrote must stay one part of the address: it is encoded, so that it cannot lead elsewhere. */
function fillUrl(template: string, value: (path: string) => Json | undefined): string {
  return parseTemplate(template)
    .parts.map((part) => {
      if (typeof part === 'string') return part;
      const given = value(part.path);
      const text =
        given === undefined || given === null
          ? part.fallback
          : typeof given === 'object'
            ? JSON.stringify(given)
            : String(given);
      return encodeURIComponent(text);
    })
    .join('');
}

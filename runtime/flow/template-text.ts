import { dateLocale } from './date-locale';
import type { Json } from './json';
import { SCOPE_ROOTS, type Scope, valueAt } from './scope';

/** A text with places to fill: `Hello {{customer.name|dear customer}}`. */
export interface TemplateText {
  readonly parts: readonly (string | TemplatePlace)[];
  /** Paths named, in order. */
  readonly paths: readonly string[];
}

export interface TemplatePlace {
  path: string;
  fallback: string;
}

/** How dates are written: times in facts are milliseconds, which nobody wants to read in a letter. */
export interface TextFormat {
  language: string;
  timeZone: string;
}

const PLACE = /\{\{([^{}]{1,200})\}\}/g;
const PUNCTUATION = /^[,.;:!?]/;
const MAX_CACHED_TEMPLATES = 2000;
const cache = new Map<string, TemplateText>();

/** Reads a template once; the same text is read only once per process. */
export function parseTemplate(source: string): TemplateText {
  const known = cache.get(source);
  if (known) return known;
  if (cache.size >= MAX_CACHED_TEMPLATES) cache.clear();
  const template = readTemplate(source);
  cache.set(source, template);
  return template;
}

/**
 * Fills a template. A place without a value gets its fallback, else nothing, and takes a space before a following comma
 * along: `Hello {{customer.name}},` becomes `Hello,`. Values are never read as templates.
 */
export function fillTemplate(source: string, scope: Scope, format: TextFormat): string {
  const template = parseTemplate(source);
  if (template.paths.length === 0) return source;
  let text = '';
  let isEmpty = false;
  for (const part of template.parts) {
    if (typeof part === 'string') {
      text = (isEmpty && PUNCTUATION.test(part) ? text.replace(/ +$/, '') : text) + part;
    } else {
      const value = writeValue(part, valueAt(scope, part.path), format);
      isEmpty = value === '';
      text += value;
    }
  }
  return text;
}

/** Whether a path begins with a word that a scope has. */
export function isKnownRoot(path: string): boolean {
  const root = path.split('.', 1)[0] ?? '';
  return SCOPE_ROOTS.some((known) => known === root);
}

function readTemplate(source: string): TemplateText {
  const parts: (string | TemplatePlace)[] = [];
  const paths: string[] = [];
  let end = 0;
  for (const match of source.matchAll(PLACE)) {
    if (match.index > end) parts.push(source.slice(end, match.index));
    const [path = '', ...fallback] = (match[1] ?? '').split('|');
    parts.push({ path: path.trim(), fallback: fallback.join('|').trim() });
    paths.push(path.trim());
    end = match.index + match[0].length;
  }
  if (end < source.length) parts.push(source.slice(end));
  return { parts, paths };
}

function writeValue(place: TemplatePlace, value: Json | undefined, format: TextFormat): string {
  if (value === undefined || value === null || value === '') return place.fallback;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return isTime(place.path) ? writeTime(value, format) : String(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

/** Facts name their times `arrivedAt`, `createdAt` ...; `now` is one too. */
function isTime(path: string): boolean {
  return path === 'now' || (/At$/.test(path) && !path.startsWith('vars.') && !path.includes('.fields.'));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function writeTime(at: number, { language, timeZone }: TextFormat): string {
  const key = `${language} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(dateLocale(language), {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone,
    });
    formatters.set(key, formatter);
  }
  return formatter.format(at);
}

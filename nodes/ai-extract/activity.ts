import OpenAI from 'openai';
import * as z from 'zod';
import { type ActivityCall, defineActivity } from '@/runtime/flow/activity';
import type { Json } from '@/runtime/flow/json';
import { dayOf } from '@/runtime/flow/read-date';
import { askModel } from '@/runtime/model/ask-model';
import { checkValue } from './check-value';
import { findValues, type SourceText } from './find-values';
import { type ExtractField, extractConfigSchema } from './node';

/** Reads values out of a text by the model of the installation, or by patterns. */
export default defineActivity({
  name: 'ai-extract',
  input: z.object({ text: z.string(), language: z.string(), writtenAt: z.number(), timeZone: z.string() }),
  retry: { attempts: 3, firstDelayMs: 500 },
  async perform(input, call): Promise<Json> {
    const { fields, engine, countryCode } = extractConfigSchema.parse(call.config);
    const source: SourceText = { ...input, countryCode };
    const usesModel = engine === 'model' || (engine === 'auto' && call.clients.model !== null);
    if (!usesModel) return { ...findValues(fields, source), engine: 'builtIn' };
    return { values: await askForValues(fields, source, call), several: [], engine: 'model' };
  },
});

async function askForValues(
  fields: readonly ExtractField[],
  source: SourceText,
  call: ActivityCall,
): Promise<Record<string, Json>> {
  const answer = z.object(Object.fromEntries(fields.map(({ name }) => [name, z.string().nullable()])));
  const question = {
    name: 'extraction',
    instructions: instructionsFor(fields, source),
    data: source.text,
    answer,
  };
  const written = await askModel(call, question, (settings) => new OpenAI(settings));
  return Object.fromEntries(
    fields.map((field) => [field.name, checkValue(field, written[field.name] ?? null, source)]),
  );
}

function instructionsFor(fields: readonly ExtractField[], { writtenAt, timeZone }: SourceText): string {
  return [
    'Read the values below out of the message of a customer. Write each one as it stands in the message, and give null where it is',
    'not there or not clear. Never make a value up. Write dates as YYYY-MM-DD.',
    `The message was written on ${dayOf(writtenAt, timeZone)}.`,
    '',
    ...fields.map(({ name, kind, description, labels, pattern }) =>
      [
        `- ${name}: ${MEANINGS[kind]}`,
        ...(description === '' ? [] : [description]),
        ...(labels.length === 0
          ? []
          : [`Stands behind: ${labels.map((label) => JSON.stringify(label)).join(', ')}.`]),
        ...(pattern === '' ? [] : [`Shape (regular expression): ${pattern}`]),
      ].join(' '),
    ),
  ].join('\n');
}

const MEANINGS: Readonly<Record<ExtractField['kind'], string>> = {
  customerNumber: 'the number of the customer.',
  contractNumber: 'the number of the contract.',
  invoiceNumber: 'the number of the invoice.',
  orderNumber: 'the number of the order.',
  meterNumber: 'the number of the meter, not its reading.',
  meterReading: 'the reading of the meter, without its unit.',
  date: 'a date.',
  amount: 'an amount of money, without its currency.',
  number: 'a number.',
  iban: 'an IBAN.',
  email: 'an e-mail address.',
  phone: 'a telephone number.',
  text: 'a text.',
};

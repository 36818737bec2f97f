import * as z from 'zod';
import { type ActivityCall, ActivityError } from '@/runtime/flow/activity';
import { answerSchema } from './answer-schema';
import { CUSTOMER_TEXT_RULE, markCustomerText } from './customer-text';
import {
  clientSettings,
  type ModelClient,
  type ModelClientSettings,
  type ModelRequest,
} from './model-client';
import { modelFailure } from './model-failure';

/** One question to a language model whose answer has a shape. */
export interface ModelQuestion<Schema extends z.ZodType> {
  /** Name of the answer's shape: letters and `_`. */
  name: string;
  /** What to do. Written by the node type and the author of the flow. */
  instructions: string;
  /** What a customer wrote. It is data: it never stands among the instructions. */
  data: string;
  /** Characters of `data` that are sent at most. */
  dataLimit?: number;
  /** An object; what may be missing is `nullable()`, for every property has to be answered. */
  answer: Schema;
}

/**
 * Asks the model of the installation by structured output, reports what it cost, and checks the answer against the schema, for a
 * server may not keep to it. It ends with the call's signal.
 * @param connect makes the SDK's client: `(settings) => new OpenAI(settings)`.
 * @throws ActivityError `noModel`, `budgetExceeded`, `timeout`, `unreachable`, `rateLimited`, `keyRefused`, `modelUnknown`,
 * `requestRefused`, `modelFailed`, `refused` (by the model), `answerCut`, `badAnswer`.
 */
export async function askModel<Schema extends z.ZodType>(
  call: ActivityCall,
  question: ModelQuestion<Schema>,
  connect: (settings: ModelClientSettings) => ModelClient,
): Promise<z.infer<Schema>> {
  const { model } = call.clients;
  if (model === null) throw noModel();
  const request: ModelRequest = {
    model: model.model,
    messages: [
      { role: 'system', content: `${question.instructions}\n\n${CUSTOMER_TEXT_RULE}` },
      { role: 'user', content: markCustomerText(question.data, question.dataLimit) },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: { name: question.name, strict: true, schema: answerSchema(question.answer) },
    },
  };
  try {
    const client = connect(clientSettings(model));
    const reply = readReply(await client.chat.completions.create(request, { signal: call.signal }));
    await call.clients.spend(costOf(request, reply));
    return checkAnswer(reply, question.answer);
  } catch (error) {
    throw modelFailure(error, call.signal, call.now);
  }
}

/** For activities that cannot do without a model. */
export function noModel(): ActivityError {
  return new ActivityError(
    'noModel',
    'No language model is set up for this installation. An administrator can enter one in the settings.',
  );
}

const replySchema = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z
    .object({ prompt_tokens: z.number().nonnegative(), completion_tokens: z.number().nonnegative() })
    .nullish()
    .catch(null),
});
type ModelReply = z.infer<typeof replySchema>;

function readReply(value: unknown): ModelReply {
  const reply = replySchema.safeParse(value);
  if (reply.success) return reply.data;
  throw new ActivityError(
    'badAnswer',
    'The model server did not answer as an OpenAI-compatible server does.',
    {
      permanent: false,
    },
  );
}

/** A token is about four characters of German or English: for servers that do not tell what they used. */
const CHARACTERS_A_TOKEN = 4;

function costOf(request: ModelRequest, reply: ModelReply): { prompt: number; completion: number } {
  if (reply.usage) return { prompt: reply.usage.prompt_tokens, completion: reply.usage.completion_tokens };
  const asked = request.messages.reduce((sum, { content }) => sum + content.length, 0);
  const answered = reply.choices.reduce((sum, { message }) => sum + (message.content?.length ?? 0), 0);
  return {
    prompt: Math.ceil(asked / CHARACTERS_A_TOKEN),
    completion: Math.ceil(answered / CHARACTERS_A_TOKEN),
  };
}

function checkAnswer<Schema extends z.ZodType>({ choices }: ModelReply, schema: Schema): z.infer<Schema> {
  const choice = choices[0];
  const refusal = choice?.message.refusal;
  if (refusal || choice?.finish_reason === 'content_filter')
    throw new ActivityError('refused', `The model refused: ${(refusal ?? 'content filter').slice(0, 200)}`);
  if (choice?.finish_reason === 'length')
    throw new ActivityError('answerCut', 'The model did not finish its answer.');
  const answer = schema.safeParse(parseJson(choice?.message.content ?? ''));
  if (answer.success) return answer.data;
  const issue = answer.error.issues[0];
  const detail = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim().slice(0, 200);
  throw new ActivityError('badAnswer', `The model's answer does not have the shape asked for: ${detail}`, {
    permanent: false,
  });
}

/** Some servers wrap JSON into a fence of Markdown. `undefined` fits no schema of an answer. */
function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

import type { NodeCommand } from '@/runtime/flow/execution';
import { localizedChoice } from '@/runtime/flow/localized';
import type { NodeContext } from '@/runtime/flow/node-definition';
import { parseTemplate } from '@/runtime/flow/template-text';
import type { QueueConfig, QueueFigures } from './queue-config';

const MINUTE_MS = 60_000;

/** Whether the text names figures of the queue, which have to be asked for first. */
export function needsFigures({ config, language }: NodeContext<QueueConfig>): boolean {
  const text = localizedChoice(config.announcement, language)?.text ?? '';
  return parseTemplate(text).paths.some((path) => path.startsWith('queue.'));
}

/** Whether anybody is told: a machine is not. */
export function announces({ config, language, facts }: NodeContext<QueueConfig>): boolean {
  const { message } = facts;
  return (
    message !== null &&
    !message.automatic &&
    !message.bounce &&
    localizedChoice(config.announcement, language) !== null
  );
}

/** The message to the customer, or none where its figures are not known. */
export function announcementCommands(
  context: NodeContext<QueueConfig>,
  figures: QueueFigures | null,
): NodeCommand[] {
  const { config, language, facts, fill } = context;
  const chosen = localizedChoice(config.announcement, language);
  if (chosen === null || (figures === null && needsFigures(context))) return [];
  const minutes =
    figures?.expectedWaitMs == null ? null : Math.max(1, Math.ceil(figures.expectedWaitMs / MINUTE_MS));
  const places = {
    queue: { position: figures?.position ?? null, waiting: figures?.waiting ?? null, minutes },
  };
  return [
    {
      type: 'sendMessage',
      // In a letter box it comes unasked; in a chat it is part of the talk.
      purpose: facts.message?.channelKind === 'email' ? 'automatic' : 'flow',
      to: null,
      body: { text: fill(chosen.text, places), language: chosen.language },
    },
  ];
}

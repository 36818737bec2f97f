'use client';

import { Button, Group, JsonInput, Select, Stack } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CommandOf } from '@/runtime/flow/execution';
import { type Json, jsonSchema } from '@/runtime/flow/json';
import { translatorOf } from '@/runtime/flow/node-translate';
import type { ActivityAnswer, Simulation, SimulationInput } from '@/runtime/scenarios/simulation';
import { useNodeTexts } from '../use-node-texts';
import { useNodeWords } from '../use-node-words';
import { type AnswerChoice, answerChoices, OWN_ANSWER } from './activity-answers';

interface AnswerActivityProps {
  simulation: Simulation;
  command: CommandOf<'callActivity'>;
  give(input: SimulationInput): void;
}

/** Answers an activity in place of the classifier or the service that would be asked. */
export function AnswerActivity({ simulation, command, give }: AnswerActivityProps) {
  const t = useTranslations('simulator');
  const words = useNodeWords();
  const language = useLocale();
  const nodeTexts = useNodeTexts();
  const [key, choose] = useState<string | null>(null);
  const [own, setOwn] = useState('{}');
  const node = simulation.setup.flow.nodes.get(command.nodeId);
  if (!node) return null;
  const choices = answerChoices(node, translatorOf(nodeTexts[node.type], language));
  const answer = answerOf(choices, key, own);
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select
          size="xs"
          style={{ flex: 1 }}
          label={t('next.answerOf', { node: words.title({ type: node.type, title: node.title }) })}
          placeholder={t('next.chooseAnswer')}
          data={choices.map((choice) => ({
            value: choice.key,
            label: choice.label ?? t('answers.own'),
          }))}
          value={key}
          onChange={choose}
        />
        <Button
          size="xs"
          disabled={!answer}
          onClick={() => answer && give({ type: 'activity', nodeId: command.nodeId, answer })}
        >
          {t('next.answer')}
        </Button>
      </Group>
      {key === OWN_ANSWER && (
        <JsonInput
          size="xs"
          aria-label={t('answers.own')}
          validationError={t('answers.notJson')}
          autosize
          minRows={2}
          maxRows={8}
          value={own}
          onChange={setOwn}
        />
      )}
    </Stack>
  );
}

function answerOf(choices: readonly AnswerChoice[], key: string | null, own: string): ActivityAnswer | null {
  if (key !== OWN_ANSWER) return choices.find((choice) => choice.key === key)?.answer ?? null;
  const result = readJson(own);
  return result === undefined ? null : { result };
}

function readJson(text: string): Json | undefined {
  try {
    return jsonSchema.parse(JSON.parse(text));
  } catch (error) {
    // Half-typed: the control itself says so.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

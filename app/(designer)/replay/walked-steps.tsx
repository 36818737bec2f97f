'use client';

import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import type { TapeStep } from '@/runtime/flow/execution';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { explainSteps } from '@/runtime/scenarios/explain';
import { useEditor } from '../use-editor';
import { useNodeTexts } from '../use-node-texts';
import classes from './replay.module.css';

interface WalkedStepsProps {
  steps: readonly TapeStep[];
  /** The version that was walked, for the names of its nodes. */
  flow: FlowDocument;
  /** So many steps are those of the way it is compared with; all but the last of them are put away until asked for. */
  common?: number;
}

/** A way in sentences, a line each; a click selects the node. */
export function WalkedSteps({ steps, flow, common }: WalkedStepsProps) {
  const t = useTranslations('replay.example');
  const editor = useEditor();
  const [isWhole, setWhole] = useState(false);
  const putAway = isWhole || common === undefined ? 0 : Math.max(0, common - 1);
  const language = useLocale();
  const nodeTexts = useNodeTexts();
  const explained = explainSteps(steps, flow, { registry: nodeRegistry, language, nodeTexts });
  return (
    <ol className={classes.steps}>
      {putAway > 0 && (
        <li className={classes.putAway}>
          <UnstyledButton className={classes.step} fz="xs" onClick={() => setWhole(true)}>
            {t('commonSteps', { count: putAway })}
          </UnstyledButton>
        </li>
      )}
      {explained.slice(putAway).map(({ step, node, port, sentence }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a node may be walked more than once; the place in the way is what a step is
          key={index + putAway}
          value={index + putAway + 1}
          data-differs={(common !== undefined && index + putAway >= common) || undefined}
        >
          <UnstyledButton
            className={classes.step}
            onClick={() => editor.select({ nodes: new Set([step.nodeId]) })}
          >
            <Group gap={6}>
              <Text size="xs" fw={500}>
                {node}
              </Text>
              {port !== null && (
                <Badge size="xs" color="gray">
                  {port}
                </Badge>
              )}
            </Group>
            <Text size="xs" c="dimmed">
              {sentence}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  );
}

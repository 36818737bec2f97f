'use client';

import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { useLocale } from 'next-intl';
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
  /** Steps from here on are marked as different. */
  common?: number;
}

/** A way in sentences, a line each; a click selects the node. */
export function WalkedSteps({ steps, flow, common = Number.POSITIVE_INFINITY }: WalkedStepsProps) {
  const editor = useEditor();
  const language = useLocale();
  const nodeTexts = useNodeTexts();
  const explained = explainSteps(steps, flow, { registry: nodeRegistry, language, nodeTexts });
  return (
    <ol className={classes.steps}>
      {explained.map(({ step, node, port, sentence }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a node may be walked more than once; the place in the way is what a step is
        <li key={index} data-differs={index >= common || undefined}>
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

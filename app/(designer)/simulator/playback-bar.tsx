'use client';

import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForwardFilled,
  IconPlayerStopFilled,
  IconPlayerTrackNextFilled,
  IconPlayerTrackPrevFilled,
  IconRefresh,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useMay } from '@/app/shell/account-context';
import { useEditorState } from '../use-editor';
import { RecordedMessages } from './recorded-messages';
import { SaveScenario } from './save-scenario';
import classes from './simulator.module.css';
import { useSimulator, useSimulatorState, useSimulatorTimeZone } from './use-simulator';

/** Step, play, back; the clock; and what is done with the whole simulation. */
export function PlaybackBar() {
  const t = useTranslations('simulator');
  const simulator = useSimulator();
  const simulation = useSimulatorState((state) => state.taken.at(-1) ?? null);
  const flow = useEditorState((state) => state.flow);
  const mayRead = useMay('inbox.read');
  if (!simulation)
    return (
      <Group className={classes.bar} wrap="nowrap">
        <Text size="xs" c="dimmed" lineClamp={2}>
          {t('intro')}
        </Text>
        <div style={{ marginLeft: 'auto', flexShrink: 0 }}>{mayRead && <RecordedMessages />}</div>
      </Group>
    );
  return (
    <Group className={classes.bar} gap="xs" wrap="nowrap">
      <StepControls steps={simulation.steps.length} />
      <Clock at={simulation.clock} />
      <Group gap="xs" ml="auto" wrap="nowrap">
        {simulator.isStale(flow) && (
          <WordedButton
            label={t('again')}
            variant="light"
            icon={<IconRefresh size={15} />}
            act={() => simulator.again()}
          />
        )}
        <Control label={t('takeBack')} disabled={false} act={() => simulator.takeBack()}>
          <IconArrowBackUp size={17} />
        </Control>
        <SaveScenario />
        <WordedButton
          label={t('newMessage')}
          variant="default"
          icon={<IconPlayerStopFilled size={14} />}
          act={() => simulator.clear()}
        />
      </Group>
    </Group>
  );
}

function StepControls({ steps }: { steps: number }) {
  const t = useTranslations('simulator');
  const simulator = useSimulator();
  const shown = useSimulatorState((state) => state.shown);
  const playing = useSimulatorState((state) => state.playing);
  const pauseAt = (step: number) => {
    simulator.pause();
    simulator.show(step);
  };
  return (
    <>
      <Group gap={2} wrap="nowrap" role="toolbar" aria-label={t('playback')}>
        <Control label={t('stepBack')} disabled={shown === 0} act={() => pauseAt(shown - 1)}>
          <IconPlayerTrackPrevFilled size={16} />
        </Control>
        {playing ? (
          <Control label={t('pause')} disabled={false} act={() => simulator.pause()}>
            <IconPlayerPauseFilled size={16} />
          </Control>
        ) : (
          <Control label={t('play')} disabled={steps === 0} act={() => simulator.play()}>
            <IconPlayerPlayFilled size={16} />
          </Control>
        )}
        <Control label={t('step')} disabled={shown >= steps} act={() => pauseAt(shown + 1)}>
          <IconPlayerTrackNextFilled size={16} />
        </Control>
        <Control label={t('toEnd')} disabled={shown >= steps} act={() => pauseAt(steps)}>
          <IconPlayerSkipForwardFilled size={16} />
        </Control>
      </Group>
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {t('position', { shown, steps })}
      </Text>
    </>
  );
}

function Control(props: { label: string; disabled: boolean; act(): void; children: ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon aria-label={props.label} disabled={props.disabled} onClick={props.act}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

interface WordedButtonProps {
  label: string;
  variant: string;
  icon: ReactNode;
  act(): void;
}

/** A button that is only its sign where the bar is narrow. */
function WordedButton({ label, variant, icon, act }: WordedButtonProps) {
  return (
    <Button size="compact-sm" variant={variant} title={label} aria-label={label} onClick={act}>
      {icon}
      <span className={classes.word}>{label}</span>
    </Button>
  );
}

function Clock({ at }: { at: number }) {
  const t = useTranslations('simulator');
  const format = useFormatter();
  const timeZone = useSimulatorTimeZone();
  const time = format.dateTime(at, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  });
  return (
    <Text size="xs" className={classes.clock} title={`${time} · ${timeZone}`}>
      {t('clockAt', { time })}
    </Text>
  );
}

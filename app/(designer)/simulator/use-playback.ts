'use client';

import { useReducedMotion } from '@mantine/hooks';
import { useEffect } from 'react';
import { useSimulator, useSimulatorState } from './use-simulator';

/** Milliseconds between two steps while playing. */
const PACE = 450;

/** Shows step after step while the simulator plays; at once for readers who want no motion. */
export function usePlayback(): void {
  const simulator = useSimulator();
  const playing = useSimulatorState((state) => state.playing);
  const shown = useSimulatorState((state) => state.shown);
  const still = useReducedMotion();
  useEffect(() => {
    if (!playing) return;
    if (still) {
      simulator.show(Number.POSITIVE_INFINITY);
      return;
    }
    const timer = setTimeout(() => simulator.show(shown + 1), shown === 0 ? 60 : PACE);
    return () => clearTimeout(timer);
  }, [simulator, playing, shown, still]);
}

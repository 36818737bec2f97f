'use client';

import { useEffect, useState } from 'react';

/** Whole seconds until a time, while there are some. */
export function useSecondsUntil(until: Date | null): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(until));
  useEffect(() => {
    setSeconds(secondsUntil(until));
    if (secondsUntil(until) === 0) return;
    const timer = setInterval(() => {
      const left = secondsUntil(until);
      setSeconds(left);
      if (left === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}

function secondsUntil(until: Date | null): number {
  return until ? Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000)) : 0;
}

'use client';

import { notificationsStore } from '@mantine/notifications';
import { lazy, Suspense, useEffect, useState } from 'react';

const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }));

/** Shows notifications; what draws them comes with the first. Until then the store keeps it. */
export function LateNotifications() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => notificationsStore.subscribe(() => setWanted(true)), []);
  return <Suspense>{wanted && <Notifications position="bottom-right" limit={4} />}</Suspense>;
}

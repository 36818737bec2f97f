'use client';

import { notificationsStore } from '@mantine/notifications';
import { Suspense, useEffect, useState } from 'react';
import { late } from './late';
import classes from './late-notifications.module.css';

const Notifications = late(async () => ({ default: (await import('@mantine/notifications')).Notifications }));

/** Shows notifications; what draws them comes with the first. Until then the store keeps it. */
export function LateNotifications() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => notificationsStore.subscribe(() => setWanted(true)), []);
  return (
    <Suspense>
      {wanted && <Notifications className={classes.notifications} position="bottom-left" limit={4} />}
    </Suspense>
  );
}

import type { ReactNode } from 'react';
import classes from './settings.module.css';
import { SettingsNavigation } from './settings-navigation';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <SettingsNavigation />
      <div className={classes.page}>{children}</div>
    </div>
  );
}

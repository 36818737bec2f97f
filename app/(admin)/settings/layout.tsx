import type { ReactNode } from 'react';
import { SettingsNavigation } from './settings-navigation';
import classes from './settings.module.css';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <SettingsNavigation />
      <div className={classes.page}>{children}</div>
    </div>
  );
}

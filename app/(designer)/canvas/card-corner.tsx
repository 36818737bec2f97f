'use client';

import { useTranslations } from 'next-intl';
import { personTint, usePeopleAt } from '../presence/people-at';
import { dropOff } from '../traffic/traffic';
import { useEditorState } from '../use-editor';
import classes from './card-corner.module.css';

/** Above the card: who else works on it, and how many executions wait here. */
export function CardCorner({ id, ports }: { id: string; ports: number }) {
  const t = useTranslations('designer');
  const waiting = useEditorState((state) => state.traffic?.waiting.get(id) ?? 0);
  const people = usePeopleAt(id);
  const traffic = useEditorState((state) => state.traffic);
  const lost = traffic ? dropOff(traffic, id, ports) : { count: 0, share: 0 };
  if (waiting === 0 && lost.count === 0 && people.length === 0) return null;
  return (
    <div className={classes.corner}>
      {people.map((name) => (
        <span key={name} className={classes.person} style={personTint(name)}>
          {name}
        </span>
      ))}
      {lost.count > 0 && <span className={classes.lost}>{t('traffic.stopped', lost)}</span>}
      {waiting > 0 && <span className={classes.waiting}>{t('traffic.waiting', { count: waiting })}</span>}
    </div>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { personTint, usePeopleAt } from '../presence/people-at';
import { dropOff, edgeTraffic } from '../traffic/traffic';
import { useEditorState } from '../use-editor';
import classes from './outline.module.css';

/** What the canvas writes beside an edge, as words on its line: traffic, and how many scenarios walk it. */
export function PortFigures({ node, port, edge }: { node: string; port: string; edge: string | null }) {
  const t = useTranslations('designer.traffic');
  const scenarios = useTranslations('replay.scenarios');
  const traffic = useEditorState((state) => state.traffic);
  const covered = useEditorState((state) =>
    state.coverage && edge !== null ? (state.coverage.get(edge) ?? 0) : null,
  );
  const { count, share } = traffic ? edgeTraffic(traffic, node, port) : { count: 0, share: 0 };
  return (
    <>
      {count > 0 && <span className={classes.group}>{t('edge', { count, share })}</span>}
      {covered !== null && (
        <span className={classes.group}>
          {covered === 0 ? scenarios('edgeMissing') : scenarios('edgeCovered', { count: covered })}
        </span>
      )}
    </>
  );
}

/** The same of a way on that has no line of its own, because what stands below is simply the next. */
export function OnwardFigures({ node, port, edge }: { node: string; port: string; edge: string }) {
  const t = useTranslations('designer.outline');
  const traffic = useEditorState((state) => state.traffic);
  const covered = useEditorState((state) => (state.coverage ? (state.coverage.get(edge) ?? 0) : null));
  const { count, share } = traffic ? edgeTraffic(traffic, node, port) : { count: 0, share: 0 };
  return (
    <>
      {count > 0 && <span className={classes.group}>{t('goOn', { count, share })}</span>}
      {covered !== null && <span className={classes.group}>{t('goOnCovered', { count: covered })}</span>}
    </>
  );
}

/** What the canvas shows around a card: who else works on it, who waits, who went no further, and whose way it lies on. */
export function NodeFigures({ node, ports }: { node: string; ports: number }) {
  const t = useTranslations('designer.traffic');
  const example = useTranslations('replay.example');
  const traffic = useEditorState((state) => state.traffic);
  const recorded = useEditorState((state) => state.recordedPath?.nodes.has(node) ?? false);
  const people = usePeopleAt(node);
  const compared = useEditorState((state) => Boolean(state.recordedPath && state.litPath?.nodes.has(node)));
  const waiting = traffic?.waiting.get(node) ?? 0;
  const lost = traffic ? dropOff(traffic, node, ports) : { count: 0, share: 0 };
  return (
    <>
      {people.map((name) => (
        <span key={name} className={classes.person} style={personTint(name)}>
          {name}
        </span>
      ))}
      {lost.count > 0 && <span className={classes.group}>{t('stopped', lost)}</span>}
      {waiting > 0 && <span className={classes.group}>{t('waiting', { count: waiting })}</span>}
      {recorded && <span className={classes.group}>{example('recorded')}</span>}
      {compared && <span className={classes.group}>{example('draft')}</span>}
    </>
  );
}

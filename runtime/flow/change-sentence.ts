import german from './change-texts.de.json';
import english from './change-texts.en.json';
import { migrateConfig } from './compile';
import type { FlowChange } from './diff';
import type { Environment } from './facts';
import type { FlowNode } from './flow-document';
import type { Json } from './json';
import type { FieldMeta, NodeRegistry, PortDefinition, Translate } from './node-definition';
import type { NodeNames } from './node-names';
import { translatorOf } from './node-translate';
import { valueInWords } from './value-in-words';
import { configFields } from './walk-config';

/** Longer values are cut: a sentence is for reading, the inspector shows the rest. */
const LONGEST = 80;

/**
 * A difference between two flows as a sentence in the language of the names.
 * @param environment where it is known, things are called as the installation calls them
 */
export function changeSentence(
  change: FlowChange,
  words: NodeNames,
  registry: NodeRegistry,
  environment?: Environment,
): string {
  const t = translatorOf(words.language === 'de' ? german : english, words.language);
  switch (change.kind) {
    case 'renamed':
      return t('renamed', { from: change.from, to: change.to });
    case 'described':
      return t('described');
    case 'nodeAdded':
    case 'nodeRemoved':
      return t(change.kind, { title: words.title(change.node) });
    case 'nodeTitled':
      return t('nodeTitled', {
        from: change.from || words.typeTitle(change.node.type),
        to: change.to || words.typeTitle(change.node.type),
      });
    case 'configChanged':
      return changedValue(
        change,
        t,
        { words, registry, environment },
        {
          title: words.title(change.node),
          field: words.fieldLabel(change.node.type, change.path),
        },
      );
    case 'routeChanged': {
      const port = words.portLabel(change.node.type, portOf(change, registry));
      const values = {
        title: words.title(change.node),
        port,
        from: change.from ? words.title(change.from) : '',
        to: change.to ? words.title(change.to) : '',
      };
      return t(
        change.to === null ? 'routeCut' : change.from === null ? 'routeAdded' : 'routeChanged',
        values,
      );
    }
    case 'nodesMoved':
      return t('nodesMoved', { count: change.nodes.length });
    case 'variableAdded':
    case 'variableRemoved':
    case 'variableChanged':
      return t(change.kind, { name: change.variable.name });
    case 'settingChanged':
      return t('settingChanged', { setting: settingName(change.path, t) });
    case 'notesChanged':
    case 'groupsChanged':
      return t(change.kind, { count: change.count });
  }
}

/** The port with the name that its author gave it: the category's, the answer's. */
function portOf(
  { node, before, port: id }: Extract<FlowChange, { kind: 'routeChanged' }>,
  registry: NodeRegistry,
): Pick<PortDefinition, 'id' | 'label'> {
  for (const state of [node, before]) {
    const definition = registry.get(state.type);
    const config = definition?.config.safeParse(migrateConfig(state, definition));
    const port = config?.success ? definition?.ports(config.data).find((one) => one.id === id) : undefined;
    if (port) return port;
  }
  return { id };
}

function changedValue(
  { from, to, node, nodes, path, entry }: Extract<FlowChange, { kind: 'configChanged' }>,
  t: Translate,
  {
    words,
    registry,
    environment,
  }: { words: NodeNames; registry: NodeRegistry; environment?: Environment | undefined },
  where: { title: string; field: string },
): string {
  if (entry)
    return t(to === undefined ? 'entryRemoved' : 'entryAdded', { ...where, name: entryName(to ?? from, t) });
  const meta = metaOf(node, path, registry);
  const setting = { key: path.at(-1) ?? '', meta };
  const reader = { language: words.language, environment };
  const named = (value: Json | undefined, other: Json | undefined, target: FlowNode | null) => {
    if (meta?.widget === 'node' && target) return words.title(target);
    if (typeof value === 'number') return valueInWords(value, setting, reader);
    if (typeof value !== 'string' || value === '') return shown(value, t);
    return shown(valueInWords(words.optionLabel(node.type, path, value), setting, reader), t, other);
  };
  const [old, present] = [named(from, to, nodes.from), named(to, from, nodes.to)];
  if (old === null && present === null) return t('configChanged', where);
  if (old === null) return t('configSet', { ...where, to: present ?? '' });
  if (present === null) return t('configCleared', { ...where, from: old });
  return t('configReplaced', { ...where, from: old, to: present });
}

/** How the form shows the field. */
function metaOf(node: FlowNode, path: readonly string[], registry: NodeRegistry): FieldMeta | undefined {
  const definition = registry.get(node.type);
  if (!definition) return undefined;
  const fields = configFields(definition.config, migrateConfig(node, definition));
  return fields.find((one) => one.path.join('.') === path.join('.'))?.meta;
}

/** What an entry of a list is called by its author. */
function entryName(entry: Json | undefined, t: Translate): string {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return shown(entry, t) ?? '';
  const name = [entry.name, entry.label, entry.title, entry.id].find(
    (value) => typeof value === 'string' && value !== '',
  );
  return shown(name, t) ?? '';
}

/** Simple values are shown; lists and objects are only said to have changed. */
function shown(value: Json | undefined, t: Translate, other?: Json): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'object') return null;
  const text = String(value);
  if (text.length <= LONGEST) return text;
  const from = typeof other === 'string' ? firstDifference(text, other) : 0;
  const end = from + LONGEST;
  return `${from > 0 ? '…' : ''}${text.slice(from, end)}${end < text.length ? '…' : ''}`;
}

/** Where a long text is best cut at the front, so that what differs is seen: at the word before it. */
function firstDifference(text: string, other: string): number {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  if (at < LONGEST / 2) return 0;
  return Math.max(0, text.lastIndexOf(' ', Math.max(0, at - 12)) + 1);
}

/** Parts of a setting are not told apart: the dialog shows them. */
function settingName(path: readonly string[], t: Translate): string {
  const key = path[0] ?? '';
  const name = t(`settings.${key}`);
  return name === `settings.${key}` ? key : name;
}

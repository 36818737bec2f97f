'use client';

import type { ComponentType } from 'react';
import { loadEngines } from '@/app/late-engines/late-engines';
import { late } from '@/app/shell/late';
import type { FieldKind, FieldSpec } from '../form/field-spec';
import type { WidgetProps } from '../form/widget-props';
import { ChoicesWidget, ChoiceWidget, SegmentedWidget } from './choice-widgets';
import { DurationWidget } from './duration-widget';
import { JsonWidget } from './json-widget';
import { KeyedListWidget } from './keyed-list-widget';
import { LanguagesWidget, LanguageWidget } from './language-widgets';
import { ListWidget } from './list-widget';
import { NodeWidget } from './node-widget';
import { NumberWidget } from './number-widget';
import { ObjectWidget } from './object-widget';
import { PercentWidget } from './percent-widget';
import { SlotWidget } from './slot-widget';
import { SwitchWidget } from './switch-widget';
import { TagsWidget } from './tags-widget';
import { SecretWidget, TextareaWidget, TextWidget } from './text-widgets';
import { TimeZoneWidget } from './time-zone-widget';
import { VariableWidget } from './variable-widget';
import { VariantsWidget } from './variants-widget';

type Widget = ComponentType<WidgetProps>;

/** Heavy ones come when a node needs them: most forms are text, choices and slots. */
const widgets: Record<string, Widget> = {
  text: TextWidget,
  'time-zone': TimeZoneWidget,
  textarea: TextareaWidget,
  secret: SecretWidget,
  number: NumberWidget,
  percent: PercentWidget,
  language: LanguageWidget,
  languages: LanguagesWidget,
  switch: SwitchWidget,
  select: ChoiceWidget,
  segmented: SegmentedWidget,
  choices: ChoicesWidget,
  tags: TagsWidget,
  duration: DurationWidget,
  slot: SlotWidget,
  variable: VariableWidget,
  object: ObjectWidget,
  list: ListWidget,
  outputs: ListWidget,
  questions: ListWidget,
  options: KeyedListWidget,
  cases: KeyedListWidget,
  node: NodeWidget,
  variants: VariantsWidget,
  json: JsonWidget,
  color: late(() => import('./color-widget')),
  'weekly-hours': late(() => import('../hours/hours-widget')),
  holidays: late(() => import('../holidays/holidays-widget')),
  exceptions: late(() => import('../holidays/exceptions-widget')),
  categories: late(() => import('../categories/categories-widget')),
  template: late(() => import('../template/template-widget')),
  localized: late(() => import('../template/localized-widget')),
  'rich-text': late(() => import('../template/localized-widget')),
  expression: late(() => import('../expression/expression-widget')),
  rules: late(async () => {
    // Its verdict on the sample message may need a pattern.
    const [widget] = await Promise.all([import('../rules/rules-widget'), loadEngines()]);
    return widget;
  }),
  assignments: late(() => import('../assignments/assignments-widget')),
};

/** What draws a kind of field whose own widget is not known here. */
const plain: Record<FieldKind, Widget> = {
  text: TextWidget,
  number: NumberWidget,
  boolean: SwitchWidget,
  choice: ChoiceWidget,
  list: ListWidget,
  object: ObjectWidget,
  variants: VariantsWidget,
  any: JsonWidget,
};

/** The widget a field asks for, where it can draw what the field holds; else the one its kind is drawn with. */
export function widgetFor(field: FieldSpec): Widget {
  const { kind, widget, item } = field;
  if (widget === 'select' && kind === 'list') return ChoicesWidget;
  if (widget === 'list' && item?.kind === 'text' && item.widget === 'text') return TagsWidget;
  if (widget === 'list' && item?.fields?.some(({ key }) => key === 'id')) return KeyedListWidget;
  return widgets[widget] ?? plain[kind];
}

/** Names of all widgets, for the test that every node type's form can be drawn. */
export const widgetNames: ReadonlySet<string> = new Set(Object.keys(widgets));

'use client';

import { Anchor, Collapse, Group, Stack } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from './field';
import type { FieldSpec } from './field-spec';
import classes from './form.module.css';
import { type NodeForm, problemsAt, useNodeForm } from './form-context';
import { layoutFields } from './layout-fields';
import { getAt, isObject, isWithin, type Path, pathKey } from './path';

/** The fields of an object, line by line; seldom needed ones wait behind "more". */
export function Fields({ fields, path }: { fields: readonly FieldSpec[]; path: Path }) {
  const form = useNodeForm();
  const t = useTranslations('inspector');
  const found = getAt(form.config, path);
  const { rows, advanced } = layoutFields(fields, isObject(found) ? found : {});
  const [opened, setOpened] = useState(false);
  // A problem behind "more" must not be hidden from the person it is told to, nor a field that somebody asked for.
  const open = opened || advanced.flat().some((field) => isWanted(form, [...path, field.key]));
  return (
    <Stack gap="md">
      {rows.map((row) => (
        <Row key={row[0]?.key} row={row} path={path} />
      ))}
      {advanced.length > 0 && (
        <div>
          <Anchor
            component="button"
            type="button"
            size="sm"
            aria-expanded={open}
            onClick={() => setOpened(!open)}
          >
            <Group gap={4}>
              <IconChevronRight size={14} style={{ transform: open ? 'rotate(90deg)' : undefined }} />
              {t('form.more')}
            </Group>
          </Anchor>
          <Collapse expanded={open}>
            <Stack gap="md" pt="sm">
              {advanced.map((row) => (
                <Row key={row[0]?.key} row={row} path={path} />
              ))}
            </Stack>
          </Collapse>
        </div>
      )}
    </Stack>
  );
}

function isWanted(form: NodeForm, path: Path): boolean {
  if (form.focused !== null && isWithin(form.focused, path)) return true;
  return problemsAt(form.problems, path, true).length > 0;
}

function Row({ row, path }: { row: readonly FieldSpec[]; path: Path }) {
  const parts = row.map((field) => {
    const own = [...path, field.key];
    return <Field key={pathKey(own)} field={field} path={own} />;
  });
  if (row.length === 1) return parts[0];
  return (
    <Group className={classes.row} gap="sm" wrap="nowrap" align="flex-start" grow preventGrowOverflow={false}>
      {parts}
    </Group>
  );
}

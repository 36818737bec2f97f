'use client';

import { Box, Table, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
import type { TestVerdict } from '@/runtime/flow/judge-test';
import type { CountedVariant } from '@/runtime/flow/test-outcome';
import classes from './variant-table.module.css';

/** One row per variant: tickets that were given it, those that ended, those that count as success, and how sure the share is. */
export function VariantTable({ variants, verdict }: { variants: CountedVariant[]; verdict: TestVerdict }) {
  const t = useTranslations('inspector.test');
  const format = useFormatter();
  return (
    <Table className={classes.table} verticalSpacing={6} horizontalSpacing={6} fz="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('variant')}</Table.Th>
          <Table.Th ta="right">{t('started')}</Table.Th>
          <Table.Th ta="right">{t('ended')}</Table.Th>
          <Table.Th ta="right">{t('successes')}</Table.Th>
          <Table.Th ta="right">{t('share')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {variants.map((variant) => (
          <Table.Tr
            key={variant.value}
            data-best={verdict.kind === 'better' && verdict.label === variant.label}
            className={classes.row}
          >
            <Table.Th scope="row" className={classes.name}>
              {variant.label}
            </Table.Th>
            <Table.Td ta="right">{format.number(variant.started)}</Table.Td>
            <Table.Td ta="right">{format.number(variant.tickets)}</Table.Td>
            <Table.Td ta="right">{format.number(variant.successes)}</Table.Td>
            <Table.Td ta="right">
              <Share variant={variant} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Share({ variant: { share, interval } }: { variant: CountedVariant }) {
  const t = useTranslations('inspector.test');
  const format = useFormatter();
  if (share === null || interval === null) return <Text size="xs">–</Text>;
  const percent = (value: number) => format.number(value, { style: 'percent', maximumFractionDigits: 0 });
  const [low, high] = interval;
  return (
    <>
      <Text size="xs" fw={600}>
        {format.number(share, { style: 'percent', maximumFractionDigits: 1 })}
      </Text>
      <Text size="xs" c="dimmed" className={classes.range}>
        {t('interval', { low: percent(low), high: percent(high) })}
      </Text>
      <Box className={classes.scale} aria-hidden>
        <Box
          className={classes.interval}
          style={{ left: `${low * 100}%`, width: `${Math.max(1, (high - low) * 100)}%` }}
        />
        <Box className={classes.point} style={{ left: `${share * 100}%` }} />
      </Box>
    </>
  );
}

'use client';

import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

const keys = [
  ['J', 'next'],
  ['K', 'previous'],
  ['R', 'reply'],
  ['F', 'forward'],
  ['N', 'note'],
  ['E', 'close'],
  ['P', 'park'],
  ['A', 'assign'],
  ['T', 'transfer'],
  ['G', 'take'],
  ['M', 'merge'],
  ['X', 'mark'],
  ['C', 'write'],
  ['/', 'search'],
  ['?', 'help'],
] as const;

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const t = useTranslations('inbox.keys');
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={600}>{t('title')}</Text>} size="sm">
      <Table withRowBorders={false} verticalSpacing={5}>
        <Table.Tbody>
          {keys.map(([key, name]) => (
            <Table.Tr key={key}>
              <Table.Td w={90}>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{t(name)}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
            </Table.Td>
            <Table.Td>{t('palette')}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

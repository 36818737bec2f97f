'use client';

import {
  Badge,
  Button,
  Card,
  Menu,
  Modal,
  Select,
  Skeleton,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAccount } from '@/app/shell/account-context';
import { AddressToCopy } from '@/app/shell/address-to-copy';
import { useTRPC } from '@/app/trpc/client';
import type { AppRouter } from '@/app/trpc/root';
import { SettingsPage } from '../../shared/settings-page';
import { useSaving } from '../../shared/use-saving';

type User = inferRouterOutputs<AppRouter>['users']['list'][number];
const roles = ['agent', 'supervisor', 'designer', 'admin'] as const;

/** Who may sign in, and as what. */
export function Users() {
  const t = useTranslations('admin.users');
  const { data: users } = useQuery(useTRPC().users.list.queryOptions());
  const [opened, dialog] = useDisclosure(false);
  const [link, setLink] = useState<{ email: string; path: string } | null>(null);
  return (
    <SettingsPage
      title={t('title')}
      text={t('text')}
      wide
      action={
        <Button leftSection={<IconUserPlus size={16} />} onClick={dialog.open}>
          {t('add')}
        </Button>
      }
    >
      {!users && <Skeleton h={200} />}
      {users && (
        <Card withBorder p={0}>
          <Table verticalSpacing="sm">
            <Table.Tbody>
              {users.map((user) => (
                <UserRow key={user.id} user={user} onLink={(path) => setLink({ email: user.email, path })} />
              ))}
            </Table.Tbody>
          </Table>
        </Card>
      )}
      <AddUser
        opened={opened}
        onClose={dialog.close}
        onAdded={(email, path) => {
          dialog.close();
          setLink({ email, path });
        }}
      />
      <LoginLink link={link} onClose={() => setLink(null)} />
    </SettingsPage>
  );
}

function UserRow({ user, onLink }: { user: User; onLink(path: string): void }) {
  const t = useTranslations('admin.users');
  const roleNames = useTranslations('shell.profile.roles');
  const trpc = useTRPC();
  const account = useAccount();
  const saving = useSaving(trpc.users.list.queryFilter());
  const change = useMutation(trpc.users.change.mutationOptions(saving));
  const makeLink = useMutation(
    trpc.users.loginLink.mutationOptions({
      onSuccess: ({ loginPath }) => onLink(loginPath),
      onError: saving.onError,
    }),
  );
  return (
    <Table.Tr>
      <Table.Td pl="md">
        <Text fw={600} c={user.disabled ? 'dimmed' : undefined}>
          {user.name}
        </Text>
        <Text size="xs" c="dimmed">
          {user.email}
        </Text>
      </Table.Td>
      <Table.Td>
        {user.disabled && <Badge color="red">{t('disabled')}</Badge>}
        {!user.disabled && user.mustSetPassword && <Badge color="yellow">{t('invited')}</Badge>}
      </Table.Td>
      <Table.Td w={190}>
        <Select
          aria-label={t('roleOf', { name: user.name })}
          value={user.role}
          data={roles.map((value) => ({ value, label: roleNames(value) }))}
          allowDeselect={false}
          disabled={user.disabled}
          onChange={(value) => {
            const role = roles.find((known) => known === value);
            if (role && role !== user.role) change.mutate({ id: user.id, role });
          }}
        />
      </Table.Td>
      <Table.Td w={60}>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="subtle" color="gray" px={8} aria-label={t('more', { name: user.name })}>
              <IconDots size={17} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => makeLink.mutate({ email: user.email })}>{t('makeLink')}</Menu.Item>
            <Menu.Item
              color={user.disabled ? undefined : 'red'}
              disabled={user.id === account.id}
              onClick={() => change.mutate({ id: user.id, disabled: !user.disabled })}
            >
              {t(user.disabled ? 'enable' : 'disable')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}

interface AddUserProps {
  opened: boolean;
  onClose(): void;
  onAdded(email: string, loginPath: string): void;
}

function AddUser({ opened, onClose, onAdded }: AddUserProps) {
  const t = useTranslations('admin.users');
  const roleNames = useTranslations('shell.profile.roles');
  const trpc = useTRPC();
  const client = useQueryClient();
  const saving = useSaving(trpc.users.list.queryFilter());
  const form = useForm<{ name: string; email: string; role: (typeof roles)[number] }>({
    initialValues: { name: '', email: '', role: 'agent' },
    validate: {
      name: (value) => (value.trim() ? null : t('nameMissing')),
      email: (value) => (/^\S+@\S+\.?\S*$/.test(value) ? null : t('emailMissing')),
    },
  });
  const add = useMutation(
    trpc.users.add.mutationOptions({
      onSuccess: async ({ user, loginPath }) => {
        await client.invalidateQueries(trpc.users.list.queryFilter());
        form.reset();
        onAdded(user.email, loginPath);
      },
      onError: saving.onError,
    }),
  );
  return (
    <Modal opened={opened} onClose={onClose} title={t('add')}>
      <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
        <Stack>
          <TextInput label={t('name')} data-autofocus {...form.getInputProps('name')} />
          <TextInput label={t('email')} type="email" {...form.getInputProps('email')} />
          <Select
            label={t('role')}
            data={roles.map((value) => ({ value, label: roleNames(value) }))}
            allowDeselect={false}
            {...form.getInputProps('role')}
          />
          <Text size="xs" c="dimmed">
            {t(`roleTexts.${form.values.role}`)}
          </Text>
          <Button type="submit" loading={add.isPending}>
            {t('add')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

/** There may be no mail server yet, so the link is handed over by whatever way the admin likes. */
function LoginLink({ link, onClose }: { link: { email: string; path: string } | null; onClose(): void }) {
  const t = useTranslations('admin.users');
  const address = link ? `${window.location.origin}${link.path}` : '';
  return (
    <Modal opened={link !== null} onClose={onClose} title={t('linkTitle')} size="lg">
      <Stack>
        <Text>{t('linkText', { email: link?.email ?? '' })}</Text>
        <AddressToCopy
          address={address}
          label={t('linkTitle')}
          words={{ copy: t('copy'), copied: t('copied') }}
        />
      </Stack>
    </Modal>
  );
}

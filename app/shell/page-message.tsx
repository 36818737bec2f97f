'use client';

import { Button, Center, Stack, Text, Title } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface PageMessageProps {
  title: string;
  text: string;
  link?: { href: string; label: string };
  children?: ReactNode;
}

/** A page that has only one thing to say, and what to do next. */
export function PageMessage({ title, text, link, children }: PageMessageProps) {
  return (
    <Center mih="60dvh" p="xl">
      <Stack align="center" maw={440} gap="sm">
        <Title order={2} ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center">
          {text}
        </Text>
        {link && (
          <Button component={Link} href={link.href} variant="light">
            {link.label}
          </Button>
        )}
        {children}
      </Stack>
    </Center>
  );
}

'use client';

import { Button, type ButtonProps, CopyButton, Group, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface AddressToCopyProps {
  address: string;
  label: string;
  words: { copy: string; copied: string };
  variant?: ButtonProps['variant'];
}

/** An address to hand over: selected when it is touched, copied by a button. */
export function AddressToCopy({ address, label, words, variant }: AddressToCopyProps) {
  return (
    <Group wrap="nowrap">
      <TextInput
        flex={1}
        value={address}
        readOnly
        aria-label={label}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Button
            variant={variant}
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          >
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

'use client';

import { Box, Input } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface FieldFrameProps {
  label: ReactNode;
  description: ReactNode;
  error: ReactNode;
  required?: boolean;
  children: ReactNode;
}

/** Label, help and error around a widget that is more than one control: a named group. */
export function FieldFrame({ label, description, error, required = false, children }: FieldFrameProps) {
  const labelId = useId();
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: labelId }}
      description={description}
      error={error}
      withAsterisk={required}
    >
      <Box
        role="group"
        {...(label ? { 'aria-labelledby': labelId } : {})}
        mt={label ? 6 : 0}
        mb={error ? 4 : 0}
      >
        {children}
      </Box>
    </Input.Wrapper>
  );
}

'use client';

import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react';

export interface OpenMenuProps {
  /** What the menu hangs on. */
  button: ReactElement;
}

interface LateMenuProps {
  button: ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean }>;
  /** Draws the menu around the button. It is loaded lazily and opens at once when it is first drawn. */
  render(props: OpenMenuProps): ReactNode;
}

/** A button whose menu is loaded when it is first asked for. */
export function LateMenu({ button, render }: LateMenuProps) {
  const [asked, setAsked] = useState(false);
  const closed = cloneElement(button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setAsked(true),
  });
  if (!asked) return closed;
  return <Suspense fallback={closed}>{render({ button })}</Suspense>;
}

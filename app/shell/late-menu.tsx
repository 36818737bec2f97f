'use client';

import { type ComponentType, cloneElement, type ReactElement, Suspense, useState } from 'react';

export interface OpenMenuProps {
  /** What the menu hangs on. */
  button: ReactElement;
}

interface LateMenuProps {
  button: ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean }>;
  /** Lazily loaded; opens at once when it is first drawn. */
  Menu: ComponentType<OpenMenuProps>;
}

/** A button whose menu is loaded when it is first asked for. */
export function LateMenu({ button, Menu }: LateMenuProps) {
  const [asked, setAsked] = useState(false);
  const closed = cloneElement(button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setAsked(true),
  });
  if (!asked) return closed;
  return (
    <Suspense fallback={closed}>
      <Menu button={button} />
    </Suspense>
  );
}

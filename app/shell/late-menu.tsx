'use client';

import {
  cloneElement,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';

export interface OpenMenuProps {
  /** What the menu hangs on. */
  button: ReactElement;
  /** For the menu itself: whether it is open. */
  menu: { opened: boolean; onChange(opened: boolean): void };
  /** Puts the keyboard back on the button: what the menu opens gives it back there. */
  giveBack(): void;
}

interface ButtonProps {
  ref?: Ref<HTMLButtonElement>;
  onClick?: () => void;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
}

interface LateMenuProps {
  button: ReactElement<ButtonProps>;
  /** Draws the menu around the button. It is loaded lazily. */
  render(props: OpenMenuProps): ReactNode;
}

/** A button whose menu is loaded when it is first asked for. */
export function LateMenu({ button, render }: LateMenuProps) {
  const [asked, setAsked] = useState(false);
  const [opened, setOpened] = useState(false);
  const drawn = useRef<HTMLButtonElement>(null);
  const closed = cloneElement(button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setAsked(true),
  });
  if (!asked) return closed;
  return (
    <Suspense fallback={closed}>
      {render({
        button: cloneElement(button, { ref: drawn }),
        menu: { opened, onChange: setOpened },
        giveBack: () => drawn.current?.focus({ preventScroll: true }),
      })}
      <OpenOnceHere button={drawn} open={() => setOpened(true)} />
    </Suspense>
  );
}

/**
 * Opens the menu when it has come. The button that was pressed made room for the menu's own, which takes the keyboard
 * first: the menu gives it back to whatever had it when it opened.
 */
function OpenOnceHere({ button, open }: { button: RefObject<HTMLButtonElement | null>; open(): void }) {
  const begin = useRef(open);
  useEffect(() => {
    button.current?.focus({ preventScroll: true });
    begin.current();
  }, [button]);
  return null;
}

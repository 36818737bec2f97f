'use client';

import { Component, type ComponentType, lazy, type ReactNode } from 'react';

/** Parts of pages that were declared and not sent for yet. */
const outstanding = new Set<() => Promise<unknown>>();

/**
 * A part of a page that is loaded when it is first shown, as React's own `lazy`; but a part that cannot be loaded, because
 * the connection is gone just then, leaves the page as it is instead of taking it down. It is tried again as soon as the
 * connection is back.
 */
export function late<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const loadOnce = async () => {
    const loaded = await load();
    outstanding.delete(loadOnce);
    return loaded;
  };
  outstanding.add(loadOnce);
  const held: Held<Props> = { load: loadOnce, part: lazy(loadOnce) };
  return (props) => <LatePart held={held} props={props} />;
}

interface Held<Props> {
  load: () => Promise<{ default: ComponentType<Props> }>;
  /** Another one after a failure: React keeps why the first one did not come. */
  part: ComponentType<Props>;
}

function LatePart<Props extends object>({ held, props }: { held: Held<Props>; props: Props }): ReactNode {
  return (
    <MissingPart
      onRetry={() => {
        held.part = lazy(held.load);
      }}
    >
      {() => <held.part {...props} />}
    </MissingPart>
  );
}

/**
 * Sends for everything that was declared by `late` and is not here yet, one after the other while the browser is idle: who
 * has begun to work can go on without a connection. What does not come is left for when it is shown.
 */
export async function loadLateParts(): Promise<void> {
  const tried = new Set<() => Promise<unknown>>();
  // Parts bring further ones along.
  const next = () => [...outstanding].find((load) => !tried.has(load));
  for (let load = next(); load; load = next()) {
    tried.add(load);
    await new Promise<void>((resolve) => idle(resolve));
    await load().catch(() => undefined);
  }
}

function idle(then: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(then, { timeout: 2_000 });
  else setTimeout(then, 50);
}

interface MissingPartProps {
  onRetry(): void;
  /** Called at every drawing: after a retry it draws the part anew. */
  children: () => ReactNode;
}

class MissingPart extends Component<MissingPartProps, { missing: boolean }> {
  override state = { missing: false };

  static getDerivedStateFromError(error: unknown): { missing: boolean } {
    // Mistakes within the part are the page's own matter.
    if (!isLoadFailure(error)) throw error;
    return { missing: true };
  }

  override componentDidMount(): void {
    window.addEventListener('online', this.retry);
  }

  override componentWillUnmount(): void {
    window.removeEventListener('online', this.retry);
  }

  readonly retry = (): void => {
    if (!this.state.missing) return;
    this.props.onRetry();
    this.setState({ missing: false });
  };

  override render(): ReactNode {
    return this.state.missing ? null : this.props.children();
  }
}

/** As bundlers and browsers tell that a script did not come. */
function isLoadFailure(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'ChunkLoadError' ||
      /failed to load chunk|importing a module|dynamically imported/i.test(error.message))
  );
}

export interface KeyedNode {
  key: string;
  /** A node is made anew when this changes. */
  state: string;
  make(): HTMLElement;
}

/** Makes what `parent` holds equal to `wanted`; adds and replaces only what has changed, so that screen readers hear each line once. */
export function createKeyedNodes(parent: HTMLElement): (wanted: KeyedNode[]) => void {
  const shown = new Map<string, { node: HTMLElement; state: string }>();

  return (wanted) => {
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, old] of shown) {
      if (keys.has(key)) continue;
      old.node.remove();
      shown.delete(key);
    }
    let before: Element | null = null;
    for (const { key, state, make } of wanted) {
      let current = shown.get(key);
      if (!current || current.state !== state) {
        const made = make();
        current?.node.replaceWith(made);
        current = { node: made, state };
        shown.set(key, current);
      }
      const next: Element | null = before ? before.nextElementSibling : parent.firstElementChild;
      if (next !== current.node) parent.insertBefore(current.node, next);
      before = current.node;
    }
  };
}

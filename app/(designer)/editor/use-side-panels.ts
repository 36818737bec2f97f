'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useEditorState } from '../use-editor';

export interface SidePanels {
  palette: boolean;
  inspector: boolean;
  /** Stands in the inspector's place. */
  versions: boolean;
  togglePalette(): void;
  toggleInspector(): void;
  toggleVersions(): void;
  showInspector(): void;
}

/** What stands left and right of the canvas. Who hides the one or the other finds it hidden the next time as well. */
export function useSidePanels(): SidePanels {
  const [palette, setPalette] = useKept('stellwerk-palette');
  const [inspector, setInspector] = useKept('stellwerk-inspector');
  const [versions, setVersions] = useState(false);
  const showInspector = useCallback(() => {
    setVersions(false);
    setInspector(true);
  }, [setInspector]);
  useWantedField(showInspector);
  return useMemo(
    () => ({
      palette,
      inspector,
      versions,
      togglePalette: () => setPalette((open) => !open),
      toggleInspector: () => (versions ? showInspector() : setInspector((open) => !open)),
      toggleVersions: () => setVersions((open) => !open),
      showInspector,
    }),
    [palette, inspector, versions, setPalette, setInspector, showInspector],
  );
}

function useKept(key: string) {
  // The editor is only ever drawn in a browser.
  const [isOpen, setOpen] = useState(() => localStorage.getItem(key) !== 'hidden');
  useEffect(() => localStorage.setItem(key, isOpen ? 'shown' : 'hidden'), [key, isOpen]);
  return [isOpen, setOpen] as const;
}

/** A field that somebody is led to, by a problem or by Enter, has to be there. */
function useWantedField(show: () => void): void {
  const focus = useEditorState((state) => state.focus);
  const first = useRef(focus);
  useEffect(() => {
    if (focus && focus !== first.current) show();
  }, [focus, show]);
}

/**
 * Everything that can be done to a flow on the canvas, by mouse or key, and the actions that do it without one. A test walks
 * the list in the outline by keyboard alone, another one checks that no editing action is missing here.
 */
export const canvasOperations = {
  'add a node': ['add'],
  'add behind an exit': ['add'],
  'add into a connection': ['insertBehind'],
  'put a node that is there onto a connection': ['insertOnEdge'],
  'connect an exit': ['connect'],
  'lead an exit elsewhere': ['connect'],
  'cut a connection': ['connect', 'remove'],
  'name a node': ['rename'],
  'open the settings of a node': ['configure'],
  'select several, everything, nothing': ['selectAll', 'selectNone'],
  'go along the connections': ['next', 'previous', 'above', 'below'],
  'move nodes': ['moveAnywhereUp', 'moveAnywhereDown', 'moveAnywhereLeft', 'moveAnywhereRight'],
  'copy and paste': ['copy', 'cut', 'paste'],
  duplicate: ['duplicate'],
  'delete and close the gap': ['removeAndHeal', 'remove'],
  'group, name and colour the group, ungroup': ['group', 'ungroup'],
  'make a flow of its own': ['extract'],
  'write, colour and size a note': ['note'],
  'undo and redo': ['undo', 'redo'],
  'tidy up': ['tidy', 'alwaysTidy'],
  'save and publish': ['save', 'publish'],
} as const satisfies Record<string, readonly string[]>;

export type CanvasOperation = keyof typeof canvasOperations;

/** Editing actions of the canvas alone: their keys go from line to line in the outline, where others do the same. */
export const canvasOnly = [
  'moveUp',
  'moveDown',
  'moveLeft',
  'moveRight',
  'moveFarUp',
  'moveFarDown',
  'moveFarLeft',
  'moveFarRight',
] as const;

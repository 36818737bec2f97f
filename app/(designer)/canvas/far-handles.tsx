import { type CardPort, ENTRY } from './canvas-model';
import { CARD, portCentre } from './card-size';

/** Of a handle, pixels. */
const SIZE = 12;

/**
 * Where edges begin and end at a card that is too far away to show its ports. The canvas looks for them in the page by these
 * attributes; nothing is drawn, and nothing can be drawn from them.
 */
export function FarHandles({
  summary,
  ports,
  entry,
}: {
  summary: string;
  ports: readonly CardPort[];
  entry: boolean;
}) {
  return (
    <>
      {entry && (
        <i
          className="target"
          data-handleid={ENTRY}
          data-handlepos="left"
          style={placed(-SIZE / 2, CARD.head / 2)}
        />
      )}
      {ports.map((port, index) => (
        <i
          key={port.id}
          className="source"
          data-handleid={port.id}
          data-handlepos="right"
          style={placed(CARD.width - SIZE / 2, portCentre(summary, index))}
        />
      ))}
    </>
  );
}

function placed(left: number, middle: number) {
  return {
    position: 'absolute',
    left,
    top: middle - SIZE / 2,
    width: SIZE,
    height: SIZE,
    pointerEvents: 'none',
  } as const;
}

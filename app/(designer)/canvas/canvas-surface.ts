import type { ScreenPoint } from './canvas-actions';

/** The element in which the canvas is drawn. */
export function surface(): Element | null {
  return document.querySelector('.react-flow');
}

/** Its place on the screen; the whole window before it is drawn. */
export function canvasBox(): { left: number; top: number; width: number; height: number } {
  return (
    surface()?.getBoundingClientRect() ?? {
      left: 0,
      top: 0,
      width: window.innerWidth,
      height: window.innerHeight,
    }
  );
}

export function middleOfCanvas(): ScreenPoint {
  const { left, top, width, height } = canvasBox();
  return { x: left + width / 2, y: top + height / 2 };
}

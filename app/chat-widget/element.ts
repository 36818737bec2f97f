type Attributes = Record<string, string | number | boolean | null | undefined>;
type Child = Node | string | null | false;

/** Makes an element; `false`, `null` and `undefined` leave an attribute away. Text is never read as HTML. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line drawing of 24 by 24; decoration only, so hidden from screen readers. */
export function icon(...paths: string[]): SVGSVGElement {
  const drawing = document.createElementNS(SVG, 'svg');
  const attributes = {
    viewBox: '0 0 24 24',
    width: 22,
    height: 22,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 1.8,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  for (const [key, value] of Object.entries(attributes)) drawing.setAttribute(key, String(value));
  for (const path of paths) {
    const line = document.createElementNS(SVG, 'path');
    line.setAttribute('d', path);
    drawing.append(line);
  }
  return drawing;
}

export const icons = {
  chat: () => icon('M4 5h16v11H10l-4.5 3.5V16H4z', 'M8 9.5h8', 'M8 12.5h5'),
  close: () => icon('M6 6l12 12', 'M18 6L6 18'),
  send: () => icon('M4 12l16-8-5 16-3-7z', 'M12 13l8-9'),
  attach: () => icon('M8 12.5l6-6a3 3 0 0 1 4.2 4.2l-7.6 7.6a5 5 0 0 1-7-7L11 4'),
  mail: () => icon('M3.5 6h17v12h-17z', 'M3.5 7l8.5 6 8.5-6'),
  file: () => icon('M6 3h8l4 4v14H6z', 'M14 3v4h4'),
};

'use client';

import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core';

/** Petrol, the one accent of the product. Shade 7 carries white text at 5:1, shade 4 stands on dark ground at 7:1. */
const petrol: MantineColorsTuple = [
  '#e8f6f7',
  '#d3eaec',
  '#a6d4d8',
  '#76bec4',
  '#4fabb3',
  '#379fa9',
  '#22919c',
  '#0e7a85',
  '#086a74',
  '#035962',
];

/** Ink for light ground: a little cooler than Mantine's, so that long lists look calm beside petrol. */
const gray: MantineColorsTuple = [
  '#f7f9fa',
  '#eff2f4',
  '#e3e8eb',
  '#d3dade',
  '#b9c3c9',
  '#94a1a9',
  // Dimmed text: 5:1 on white and on the tint of what is selected.
  '#5c6a73',
  '#48555d',
  '#313c43',
  '#1d262b',
];

const dark: MantineColorsTuple = [
  '#c9d1d6',
  '#aab5bc',
  // Dimmed text: 4.9:1 on the tint of what is selected.
  '#93a0a8',
  '#5f6c74',
  '#3d484f',
  '#303a40',
  '#252d32',
  '#1b2226',
  '#151b1e',
  '#0f1416',
];

/** Tinted grounds a shade lighter than Mantine's in light, so that the words on them reach 4.5:1. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const { isThemeColor, shade, color } = parseThemeColor({ color: input.color, theme: input.theme });
  if (input.variant !== 'light' || !isThemeColor || shade !== undefined) return colors;
  const ground = `light-dark(var(--mantine-color-${color}-0), var(--mantine-color-${color}-light))`;
  const words = paleColors.has(color) ? darkened(color) : colors.color;
  return { ...colors, background: ground, color: words };
};

/** Whose darkest shade still has less than 4.5:1 on its own tint. */
const paleColors = new Set(['orange', 'yellow']);

function darkened(color: string): string {
  const ink = `color-mix(in srgb, var(--mantine-color-${color}-9) 62%, black)`;
  return `light-dark(${ink}, var(--mantine-color-${color}-light-color))`;
}

const small = { defaultProps: { size: 'sm' } };

export const theme = createTheme({
  variantColorResolver,
  primaryColor: 'petrol',
  primaryShade: 7,
  colors: { petrol, gray, dark },
  fontFamily: 'var(--font-inter), system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: {
    fontFamily: 'var(--font-inter), system-ui, sans-serif',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Alert: { defaultProps: { variant: 'light' } },
    Anchor: small,
    Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } },
    Button: { defaultProps: { size: 'sm' } },
    Checkbox: small,
    Menu: { defaultProps: { shadow: 'md', withinPortal: true } },
    Drawer: { styles: { title: { fontWeight: 600 } } },
    Modal: { defaultProps: { centered: true }, styles: { title: { fontWeight: 600 } } },
    MultiSelect: small,
    NumberInput: small,
    PasswordInput: small,
    SegmentedControl: small,
    Select: small,
    Switch: small,
    Table: { defaultProps: { verticalSpacing: 'xs' } },
    TagsInput: small,
    Text: small,
    Textarea: small,
    TextInput: small,
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
  },
});

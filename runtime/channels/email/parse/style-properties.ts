/** CSS properties that only change how text and boxes look inside their own place. */
export const HARMLESS_PROPERTIES = new Set(
  `align-content align-items align-self background background-attachment background-clip background-color background-image background-origin
  background-position background-repeat background-size block-size border border-block border-bottom border-bottom-color
  border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width border-collapse
  border-color border-inline border-left border-left-color border-left-style border-left-width border-radius border-right
  border-right-color border-right-style border-right-width border-spacing border-style border-top border-top-color
  border-top-left-radius border-top-right-radius border-top-style border-top-width border-width box-shadow box-sizing
  break-after break-before break-inside caption-side caret-color clear color color-scheme column-count column-gap column-rule
  column-width columns cursor direction display empty-cells flex flex-basis flex-direction flex-flow flex-grow flex-shrink
  flex-wrap float font font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style
  font-synthesis font-variant font-variant-caps font-variant-ligatures font-variant-numeric font-weight gap grid grid-area
  grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-column-end grid-column-gap grid-column-start grid-gap
  grid-row grid-row-end grid-row-gap grid-row-start grid-template grid-template-areas grid-template-columns
  grid-template-rows height hyphens image-rendering inline-size justify-content justify-items justify-self letter-spacing line-break
  line-height list-style list-style-position list-style-type margin margin-block margin-bottom margin-inline margin-left
  margin-right margin-top max-height max-width min-height min-width object-fit object-position opacity order orphans outline
  outline-color outline-offset outline-style outline-width overflow overflow-wrap overflow-x overflow-y padding padding-block
  padding-bottom padding-inline padding-left padding-right padding-top page-break-after page-break-before
  page-break-inside place-content place-items place-self position quotes row-gap size tab-size table-layout text-align
  text-align-last text-decoration text-decoration-color text-decoration-line text-decoration-style
  text-decoration-thickness text-indent text-justify text-orientation text-overflow text-rendering text-shadow
  text-size-adjust text-transform text-underline-offset text-underline-position text-wrap unicode-bidi vertical-align
  visibility white-space widows width word-break word-spacing word-wrap writing-mode zoom
  -webkit-text-size-adjust -ms-text-size-adjust -moz-text-size-adjust -webkit-font-smoothing -moz-osx-font-smoothing
  -webkit-border-radius -moz-border-radius -webkit-box-shadow -moz-box-shadow -webkit-box-sizing -moz-box-sizing
  -ms-interpolation-mode -webkit-hyphens -ms-hyphens -moz-hyphens -webkit-line-break -webkit-nbsp-mode -ms-word-break
  -webkit-text-fill-color -webkit-text-decoration -webkit-text-stroke-width border-image-width -webkit-user-select user-select aspect-ratio accent-color font-optical-sizing
  font-variation-settings font-variant-position font-variant-east-asian hanging-punctuation text-emphasis min-inline-size max-inline-size
  min-block-size max-block-size column-fill column-rule-color column-rule-style column-rule-width column-span box-decoration-break
  text-decoration-skip text-decoration-skip-ink white-space-collapse text-wrap-mode text-wrap-style text-box text-spacing-trim text-autospace
  word-space-transform text-combine-upright text-kashida-space ime-mode line-clamp page tab-interval layout-grid-mode
  supported-color-schemes scrollbar-width scrollbar-color font-display font-language-override font-smooth font-palette resize
  counter-reset print-color-adjust -webkit-print-color-adjust color-adjust forced-color-adjust background-blend-mode border-image
  appearance -webkit-appearance -moz-appearance pointer-events touch-action -moz-user-select -webkit-tap-highlight-color -webkit-text-stroke
  -webkit-text-stroke-color -webkit-box-flex -webkit-box-orient -webkit-box-pack -webkit-box-align -webkit-line-clamp -webkit-locale
  -webkit-font-kerning -webkit-text-decoration-color -webkit-text-decoration-line -webkit-text-decoration-style -webkit-padding-start
  -webkit-padding-end -webkit-border-horizontal-spacing -webkit-border-vertical-spacing -webkit-text-emphasis
  -khtml-border-radius -o-text-overflow -ms-text-overflow -webkit-flex -webkit-flex-wrap -webkit-flex-direction -webkit-align-items
  -webkit-justify-content -ms-flex -ms-flex-wrap -webkit-box-ordinal-group -webkit-column-count -moz-column-count -webkit-column-gap
  background-position-x background-position-y font-variant-alternates font-variant-emoji tab-stops punctuation-wrap punctuation-trim text-underline
  text-underline-style text-underline-color text-line-through text-effect text-fit-text speak fill-rule border-start-start-radius border-start-end-radius border-end-start-radius border-end-end-radius counter-increment counter-set
  font-synthesis-weight font-synthesis-style text-emphasis-color text-emphasis-style text-emphasis-position text-justify-trim ruby-align ruby-position
  scroll-snap-type scroll-snap-align border-top-image border-bottom-image image-orientation hyphenate-character
  hyphenate-limit-chars math-style shape-rendering color-interpolation color-rendering paint-order dominant-baseline alignment-baseline baseline-shift
  transition transition-property transition-duration transition-delay transition-timing-function speak fill stroke stroke-width stroke-linecap
  stroke-linejoin stroke-opacity fill-opacity vector-effect text-anchor -epub-hyphens layout-flow layout-grid layout-grid-line`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/** Properties that may move, hide or animate things: only the values with which they do nothing are kept. */
const NEUTRAL = new Map<string, RegExp>([
  ...'filter backdrop-filter animation perspective mask mask-image clip-path shape-outside box-reflect animation-name list-style-image border-image-source object-view-box view-transition-name'
    .split(' ')
    .map((name): [string, RegExp] => [name, /^(?:none|initial|unset)(?: .{0,60})?$/]),
  ...'transform rotate scale translate'
    .split(' ')
    .map((name): [string, RegExp] => [
      name,
      /^(?:none|initial|unset|0(?:deg|px)?|1|(?:rotate|translate|translate[xyz]|skew)\(0(?:deg|px|%)?\)|scale\(1\))(?: .{0,60})?$/,
    ]),
  ['content', /^(?:none|normal|initial|unset|""|'')$/],
  ...'transform-origin transform-style backface-visibility animation-duration animation-delay animation-iteration-count animation-timing-function animation-direction animation-fill-mode animation-play-state'
    .split(' ')
    .map((name): [string, RegExp] => [name, /^[\w.,%() -]{1,80}$/]),
  ...'top right bottom left inset inset-inline inset-block z-index clip will-change isolation mix-blend-mode contain inset-block-start inset-block-end inset-inline-start inset-inline-end'
    .split(' ')
    .map((name): [string, RegExp] => [name, /^(?:auto|none|normal|initial|unset|0(?:px|pt|em|%)?)$/]),
  ...'scroll-margin scroll-padding offset'
    .split(' ')
    .map((name): [string, RegExp] => [name, /^(?:auto|none|normal|initial|0(?:px)?)$/]),
]);

/** Whether a property that could do harm does nothing with this value. */
export function isNeutral(property: string, value: string): boolean {
  return NEUTRAL.get(property)?.test(value.toLowerCase().replace(/\s*!important$/, '')) ?? false;
}

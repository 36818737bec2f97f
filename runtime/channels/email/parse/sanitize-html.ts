import sanitize from 'sanitize-html';
import { safeStyle } from './safe-style';

export interface SanitizeOptions {
  /** Web address of an inline picture, by its Content-ID; null when there is no such attachment. */
  cidUrl?: (contentId: string) => string | null;
  /** `block` (default) keeps the address of a remote picture in `data-blocked-src` only; `show` lets it load. */
  remoteImages?: 'block' | 'show';
}

const TAGS =
  `a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del
  details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp
  rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr`
    .split(/\s+/)
    .filter((tag) => tag !== '');

/** Elements that vanish with everything in them; of all other unknown elements the content stays. */
const WITH_CONTENT =
  'script style textarea option noscript noembed noframes template title iframe object embed applet svg math xmp plaintext select audio video canvas head frameset listing'.split(
    ' ',
  );

const COMMON = ['style', 'dir', 'lang', 'title', 'align', 'valign', 'width', 'height', 'bgcolor', 'color'];
const ATTRIBUTES: sanitize.IOptions['allowedAttributes'] = {
  '*': COMMON,
  a: ['href', 'target', 'rel', 'name'],
  img: ['src', 'alt', 'border', 'hspace', 'vspace', 'data-blocked-src', 'data-cid'],
  table: ['border', 'cellpadding', 'cellspacing', 'summary', 'frame', 'rules'],
  td: ['colspan', 'rowspan', 'nowrap', 'abbr', 'headers', 'scope'],
  th: ['colspan', 'rowspan', 'nowrap', 'abbr', 'headers', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  ol: ['start', 'type', 'reversed'],
  ul: ['type'],
  li: ['value', 'type'],
  font: ['face', 'size'],
  hr: ['size', 'noshade'],
  blockquote: ['type', 'cite'],
  q: ['cite'],
  time: ['datetime'],
  details: ['open'],
};

const SCHEMES = new Set(['http', 'https', 'mailto', 'tel']);
const MAX_URL = 4000;

/** Scheme of a link as a browser would read it: without controls and blanks before and inside. Null without scheme. */
function schemeOf(url: string): string | null {
  let bare = '';
  for (const character of url.slice(0, 100)) if (character.charCodeAt(0) > 0x20) bare += character;
  return /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase() ?? null;
}

function safeLink(url: string): string | null {
  const trimmed = url.trim();
  if (trimmed.length > MAX_URL) return null;
  const scheme = schemeOf(trimmed);
  if (scheme !== null) {
    const known = SCHEMES.has(scheme) && trimmed.toLowerCase().startsWith(`${scheme}:`);
    // What no browser can open is no link.
    return known && URL.canParse(trimmed) ? trimmed : null;
  }
  // A link without scheme would point into our own application; only a bare host name can be meant.
  return /^www\.[\w.-]+(?:\/[^\s]*)?$/i.test(trimmed) ? `https://${trimmed}` : null;
}

/** A remote picture, as http(s) address; addresses without scheme are read as https. */
function remotePicture(url: string): string | null {
  const trimmed = url.trim();
  if (trimmed.length > MAX_URL) return null;
  if (/^https?:\/\/[^\s"'<>\\]+$/i.test(trimmed))
    return trimmed.replace(/^https?:/i, (scheme) => scheme.toLowerCase());
  return /^\/\/[^\s"'<>\\/][^\s"'<>\\]*$/.test(trimmed) ? `https:${trimmed}` : null;
}

/** Small pictures written into the mail itself. SVG is left out: it can hold code. */
function isDataPicture(url: string): boolean {
  return (
    url.length < 2_000_000 &&
    /^data:image\/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*$/i.test(url.trim())
  );
}

function contentIdOf(attributes: sanitize.Attributes): string | null {
  const known = attributes['data-cid'];
  if (known) return known;
  const src = attributes.src?.trim() ?? '';
  return /^cid:/i.test(src) ? src.slice(4).trim() : null;
}

function picture(attributes: sanitize.Attributes, options: SanitizeOptions): sanitize.Attributes {
  const { src, 'data-blocked-src': blocked, 'data-cid': _cid, ...rest } = attributes;
  const contentId = contentIdOf(attributes);
  if (contentId !== null) {
    const url = options.cidUrl?.(contentId) ?? null;
    return url === null ? { ...rest, 'data-cid': contentId } : { ...rest, src: url, 'data-cid': contentId };
  }
  if (src !== undefined && isDataPicture(src)) return { ...rest, src: src.trim() };
  const remote = remotePicture(src ?? '') ?? remotePicture(blocked ?? '');
  if (remote === null) return rest;
  return options.remoteImages === 'show' ? { ...rest, src: remote } : { ...rest, 'data-blocked-src': remote };
}

function link(attributes: sanitize.Attributes): sanitize.Attributes {
  const { href, target: _target, rel: _rel, name, ...rest } = attributes;
  const safe = href === undefined ? null : safeLink(href);
  if (safe === null) return rest;
  return { ...rest, href: safe, target: '_blank', rel: 'noopener noreferrer nofollow' };
}

/** Sizes and colours as attributes: nothing but the characters such a value needs. */
function plainAttributes(attributes: sanitize.Attributes, styles: Map<string, string>): sanitize.Attributes {
  const kept: sanitize.Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'style') {
      // The same style stands on hundreds of cells of a newsletter.
      const style = styles.get(value) ?? safeStyle(value);
      styles.set(value, style);
      if (style !== '') kept.style = style;
    } else if (name === 'cite') {
      const cite = safeLink(value);
      if (cite !== null) kept.cite = cite;
    } else kept[name] = value;
  }
  return kept;
}

/** The mail's own background and font stand on its body; they move to a box around the text. */
function bodyAsBox(attributes: sanitize.Attributes): sanitize.Tag {
  const colour = (value: string | undefined) => (value && /^#?[0-9a-z]{3,20}$/i.test(value) ? value : null);
  const background = colour(attributes.bgcolor);
  const text = colour(attributes.text);
  const style = safeStyle(
    [background && `background-color:${background}`, text && `color:${text}`, attributes.style]
      .filter(Boolean)
      .join(';'),
  );
  if (style === '' && !attributes.dir) return { tagName: 'body', attribs: {} };
  const box: sanitize.Attributes = {};
  if (attributes.dir) box.dir = attributes.dir;
  if (style !== '') box.style = style;
  return { tagName: 'div', attribs: box };
}

function optionsFor(options: SanitizeOptions): sanitize.IOptions {
  const styles = new Map<string, string>();
  return {
    allowedTags: TAGS,
    allowedAttributes: ATTRIBUTES,
    nonTextTags: WITH_CONTENT,
    disallowedTagsMode: 'discard',
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    // The addresses of pictures and links are made safe below; here only what our own transform produced arrives.
    allowedSchemesByTag: { img: ['http', 'https', 'data', 'cid'] },
    allowProtocolRelative: false,
    enforceHtmlBoundary: false,
    parseStyleAttributes: false,
    nestingLimit: 200,
    transformTags: {
      '*': (tagName, attributes) => {
        if (tagName === 'body') return bodyAsBox(attributes);
        const plain = plainAttributes(attributes, styles);
        if (tagName === 'img') return { tagName, attribs: picture(plain, options) };
        if (tagName === 'a') return { tagName, attribs: link(plain) };
        return { tagName, attribs: plain };
      },
    },
  };
}

const MAX_PASSES = 4;

/** Control characters mean nothing in a mail, and parsers disagree about them. */
function withoutControls(html: string): string {
  return html.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '');
}

/**
 * Makes the HTML of a mail safe to show: a strict list of elements and attributes, harmless inline styles, links that
 * open elsewhere without telling where from, remote pictures blocked, no scripts, forms, frames, style sheets or
 * foreign (SVG, MathML) content. Stable: sanitising the result again changes nothing.
 */
export function sanitizeHtml(html: string, options: SanitizeOptions = {}): string {
  const settings = optionsFor(options);
  const pass = (input: string) => withoutControls(sanitize(input, settings));
  let current = pass(withoutControls(html));
  for (let count = 1; count < MAX_PASSES; count++) {
    if (!current.includes('<') && !current.includes('&')) return current;
    const again = pass(current);
    if (again === current) return current;
    current = again;
  }
  // Never seen, but an output that keeps changing must not reach a browser: show it as text.
  return sanitize(current, { ...settings, allowedTags: [], allowedAttributes: {} });
}

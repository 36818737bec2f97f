import { describe, expect, it } from 'vitest';
import { ATTACK_COMBINATIONS } from './fixtures/html-attack-combinations';
import { HTML_ATTACKS } from './fixtures/html-attacks';
import { safeStyle } from './safe-style';
import { sanitizeHtml } from './sanitize-html';

interface Tag {
  name: string;
  attributes: Map<string, string>;
}

/** Reads the tags of sanitised HTML, whose form is strict: lower case names, attributes in double quotes. */
function tagsOf(html: string): Tag[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"]*")?)*)(?: \/)?>/g)].map((match) => ({
    name: match[1] ?? '',
    attributes: new Map(
      [...(match[2] ?? '').matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)].map((attribute) => [
        attribute[1] ?? '',
        attribute[2] ?? '',
      ]),
    ),
  }));
}

const ACTIVE =
  /^(?:script|style|iframe|frame|frameset|object|embed|applet|form|input|button|textarea|select|link|meta|base|svg|math|template|noscript|video|audio|source|picture|portal|dialog|title|xmp|plaintext|noembed|noframes|image|map|area|bgsound|marquee)$/;

/** Everything in an output that could act, load or leave its place; empty when it is safe. */
function dangers(html: string): string[] {
  const found: string[] = [];
  const withoutTags = html.replace(/<\/?[a-z][a-z0-9]*(?: [a-z-]+(?:="[^"<>]*")?)*(?: \/)?>/g, '');
  if (/[<>]/.test(withoutTags)) found.push(`stray bracket in ${withoutTags.slice(0, 80)}`);
  for (const { name, attributes } of tagsOf(html)) {
    if (ACTIVE.test(name)) found.push(`element ${name}`);
    for (const [key, value] of attributes) {
      if (
        key.startsWith('on') ||
        /^(?:srcdoc|srcset|background|action|formaction|ping|download|id|class|usemap|xlink:href|poster|contenteditable|autofocus)$/.test(
          key,
        )
      )
        found.push(`attribute ${key}`);
      if (key === 'href' && !/^(?:https?:|mailto:|tel:)/.test(value)) found.push(`href ${value}`);
      if (key === 'src' && !/^data:image\/(?:png|jpeg|jpg|gif|webp|bmp);base64,/.test(value))
        found.push(`src ${value}`);
      if (key === 'data-blocked-src' && !/^https?:\/\//.test(value)) found.push(`blocked ${value}`);
      if (
        key === 'style' &&
        /url|expression|import|behavior|binding|fixed|absolute|sticky|z-index|javascript|\\|var\(|transform|@/i.test(
          value,
        )
      )
        found.push(`style ${value}`);
    }
    if (
      name === 'a' &&
      attributes.has('href') &&
      (attributes.get('rel') !== 'noopener noreferrer nofollow' || attributes.get('target') !== '_blank')
    )
      found.push('link opens here');
  }
  return found;
}

describe('sanitizeHtml against attacks', () => {
  it('has a fair number of them', () => {
    expect(HTML_ATTACKS.length).toBeGreaterThanOrEqual(150);
  });

  it.each(HTML_ATTACKS.map((attack, index) => [index, attack] as const))(
    'makes attack %i safe and stable',
    (_, attack) => {
      const safe = sanitizeHtml(attack);
      expect(dangers(safe)).toEqual([]);
      expect(sanitizeHtml(safe)).toBe(safe);
    },
  );

  it('makes every kind of active content safe in every wrapping', () => {
    expect(ATTACK_COMBINATIONS.length).toBeGreaterThan(900);
    const failing = ATTACK_COMBINATIONS.filter((attack) => {
      const safe = sanitizeHtml(attack);
      return dangers(safe).length > 0 || sanitizeHtml(safe) !== safe;
    });
    expect(failing).toEqual([]);
  });

  it('stays safe when attacks stand in each other', () => {
    for (let i = 0; i + 1 < HTML_ATTACKS.length; i++) {
      const attack = `<div style="color:red">${HTML_ATTACKS[i]}<p>${HTML_ATTACKS[i + 1]}</p></div>`.slice(
        0,
        20_000,
      );
      const safe = sanitizeHtml(attack);
      expect(dangers(safe)).toEqual([]);
      expect(sanitizeHtml(safe)).toBe(safe);
    }
  });

  it('would notice an unsafe output', () => {
    expect(dangers('<p onclick="x">a</p>')).not.toEqual([]);
    expect(dangers('<script>x</script>')).not.toEqual([]);
    expect(dangers('<img src="https://example.com/a.png" />')).not.toEqual([]);
    expect(dangers('<a href="https://example.com">x</a>')).not.toEqual([]);
  });
});

describe('sanitizeHtml keeps what is harmless', () => {
  it('keeps text, tables, lists and formatting', () => {
    const html =
      '<table border="1" cellpadding="2"><tbody><tr><td colspan="2" align="center"><b>A</b> &amp; <em>B</em><br /></td></tr></tbody></table><ul><li>one</li></ul>';
    expect(sanitizeHtml(html)).toBe(html);
  });

  it('makes links safe', () => {
    expect(sanitizeHtml('<a href="https://example.com/?a=1&amp;b=2">x</a>')).toBe(
      '<a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    );
    expect(sanitizeHtml('<a href="mailto:a@example.com">x</a>')).toContain('href="mailto:a@example.com"');
    expect(sanitizeHtml('<a href="tel:+49123">x</a>')).toContain('href="tel:+49123"');
    expect(sanitizeHtml('<a href="www.example.com">x</a>')).toContain('href="https://www.example.com"');
  });

  it('blocks remote pictures until they are asked for', () => {
    const blocked = sanitizeHtml('<img src="https://example.com/a.png" alt="A" width="10">');
    expect(blocked).toBe('<img alt="A" width="10" data-blocked-src="https://example.com/a.png" />');
    const shown = sanitizeHtml(blocked, { remoteImages: 'show' });
    expect(shown).toBe('<img alt="A" width="10" src="https://example.com/a.png" />');
    expect(sanitizeHtml(shown, { remoteImages: 'show' })).toBe(shown);
    expect(sanitizeHtml(shown)).toBe(blocked);
  });

  it('maps inline pictures by Content-ID, again and again', () => {
    const options = { cidUrl: (id: string) => (id === 'a@b' ? '/api/files/7' : null) };
    const stored = sanitizeHtml('<img src="cid:a@b"><img src="cid:other">');
    expect(stored).toBe('<img data-cid="a@b" /><img data-cid="other" />');
    const shown = sanitizeHtml(stored, options);
    expect(shown).toBe('<img src="/api/files/7" data-cid="a@b" /><img data-cid="other" />');
    expect(sanitizeHtml(shown, options)).toBe(shown);
  });

  it.each([
    'color:red',
    'color:#1F497D',
    'color:rgb(10, 20, 30)',
    'color:rgba(0,0,0,.5)',
    'background-color:#fff',
    'background:#f5f5f5',
    'font-family:Arial, Helvetica, sans-serif',
    "font-family:'Segoe UI', Calibri",
    'font:12px/1.4 Arial',
    'font-size:11.0pt',
    'font-weight:bold',
    'font-style:italic',
    'text-decoration:underline',
    'text-align:center',
    'line-height:150%',
    'letter-spacing:-0.5px',
    'margin:0 0 12px 0',
    'margin:0 auto',
    'margin-left:-8px',
    'padding:8px 12px',
    'border:1px solid #ccc',
    'border-left:2px solid #C3D9E5',
    'border-radius:4px',
    'border-collapse:collapse',
    'width:100%',
    'max-width:600px',
    'height:auto',
    'min-width:200px !important',
    'display:block',
    'display:inline-block',
    'display:none',
    'float:left',
    'clear:both',
    'vertical-align:top',
    'white-space:pre-wrap',
    'word-break:break-word',
    'overflow-wrap:break-word',
    'list-style-type:disc',
    'table-layout:fixed',
    'box-sizing:border-box',
    'box-shadow:0 1px 2px rgba(0,0,0,.2)',
    'opacity:0.8',
    'position:relative',
    'overflow:hidden',
    'text-transform:uppercase',
    'background:linear-gradient(to right, #fff, #eee)',
    'width:calc(100% - 20px)',
    'mso-line-height-rule:exactly',
    '-webkit-text-size-adjust:100%',
    'direction:rtl',
    'page-break-inside:avoid',
    'display:flex',
    'justify-content:center',
    'gap:8px',
    'text-shadow:0 0 1px #000',
    '-moz-margin-start:4px',
    '-webkit-border-top-left-radius:4px',
    '-qt-block-indent:0',
    'filter:alpha(opacity=50)',
    'transition:color 0.2s ease',
    'transform:none',
    "content:''",
  ])('keeps the style %s', (style) => {
    expect(sanitizeHtml(`<p style="${style}">x</p>`)).toBe(`<p style="${style}">x</p>`);
  });

  it('keeps background and font of the body', () => {
    expect(
      sanitizeHtml('<html><body bgcolor="#FFFFFF" text="#000" style="font-family:Arial">x</body></html>'),
    ).toBe('<div style="background-color:#FFFFFF;color:#000;font-family:Arial">x</div>');
    expect(sanitizeHtml('<html><body>x</body></html>')).toBe('x');
  });

  it('drops control characters, also written as references', () => {
    expect(sanitizeHtml('a\u0000b&#13;c&#1;d\r\ne')).toBe('ab\ncd\ne');
  });

  it.each([
    'background:url',
    'background:url\tx',
    '-moz-margin-start:-900px',
    'border-image:linear-gradient(red, red) 1 / 1px / 900px',
    '-webkit-text-stroke:900px red',
    'text-decoration:underline 900px',
    'transform:scale(9)',
    'content:url(https://example.com/a.png)',
    'list-style-image:url(https://example.com/a.png)',
    'filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src=x)',
    'shape-outside:circle(9px)',
  ])('drops the style %s', (style) => {
    expect(safeStyle(style)).toBe('');
  });

  it('drops only the picture of a background', () => {
    expect(safeStyle('background: #003366 url("https://example.com/a.png") no-repeat; color: white')).toBe(
      'background:#003366 no-repeat;color:white',
    );
  });
});

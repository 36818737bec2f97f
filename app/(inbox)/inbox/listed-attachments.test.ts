import { expect, it } from 'vitest';
import { listedAttachments, type Shown } from './listed-attachments';

const file = { contentId: null, inline: false, size: 10 };
const logo = { contentId: 'logo@example.org', inline: true, size: 2000 };
const screen = { contentId: 'screen@example.org', inline: true, size: 90_000 };
const photo = { contentId: null, inline: true, size: 10 };
const html = (text: string): Shown => ({ html: text });

it.each([
  ['lists files', [file], html('<p>See the file.</p>'), [file]],
  ['leaves out a picture that the text shows', [logo], html('<img data-cid="logo@example.org">'), []],
  ['lists a picture that the text does not show', [logo], html('<p>No picture</p>'), [logo]],
  ['lists the pictures of a plain text', [file, photo, logo], 'text', [file, photo, logo]],
  ['lists a picture without a name beside HTML', [photo], html('<p>Text</p>'), [photo]],
  [
    'lists a screenshot, not the logo of a folded signature',
    [logo, screen, photo],
    'folded',
    [screen, photo],
  ],
] as const)('%s', (_, files, shown, listed) => {
  expect(listedAttachments(files, shown)).toEqual(listed);
});

it('knows a name with signs that HTML writes in another way', () => {
  const odd = { ...logo, contentId: 'a&b"c@example.org' };
  expect(listedAttachments([odd], html('<img data-cid="a&amp;b&quot;c@example.org">'))).toEqual([]);
});

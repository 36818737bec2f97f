import { expect, test } from 'vitest';
import { pictureBox } from './blocked-picture';

const bare = { alt: null, width: null, height: null, style: null };

test('a box has the size of its picture, in attributes or in its style, and narrows with its frame', () => {
  expect(pictureBox({ ...bare, alt: 'Offer', width: '600', height: '300' })).toEqual({
    text: 'Offer',
    name: 'Offer',
    style: 'width:600px;height:auto;aspect-ratio:600/300',
  });
  expect(pictureBox({ ...bare, alt: 'Offer', style: 'margin:0;width: 200px; height:50px' })?.style).toBe(
    'margin:0;width: 200px; height:50px;width:200px;height:auto;aspect-ratio:200/50',
  );
  expect(pictureBox({ ...bare, width: '100%' })?.style).toBe('width:100%');
  expect(pictureBox({ ...bare, style: 'max-width:400px' })?.style).toBe('max-width:400px');
});

test('a picture that nobody sees leaves no box', () => {
  expect(pictureBox({ ...bare, width: '1', height: '1' })).toBeNull();
  expect(pictureBox({ ...bare, style: 'height:0px' })).toBeNull();
  expect(pictureBox({ ...bare, alt: 'Count', style: 'color:red; display:none' })).toBeNull();
});

test('words stand only where there is room for them', () => {
  expect(pictureBox({ ...bare, alt: 'Facebook', width: '20', height: '20' })).toMatchObject({
    text: '',
    name: 'Facebook',
  });
  expect(pictureBox({ ...bare, alt: ' two\n lines ' })).toMatchObject({ text: 'two lines', style: '' });
});

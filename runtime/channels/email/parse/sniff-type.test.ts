import { describe, expect, it } from 'vitest';
import { isDangerousFile, sniffType } from './sniff-type';

describe('sniffType', () => {
  it.each([
    ['%PDF-1.7', 'application/pdf'],
    ['GIF89a', 'image/gif'],
    ['<!DOCTYPE html><p>x', 'text/html'],
    ['  <script>alert(1)</script>', 'text/html'],
    ['<?xml version="1.0"?><svg onload="x"/>', 'image/svg+xml'],
    ['BEGIN:VCALENDAR', 'text/calendar'],
    ['just text', 'text/plain'],
    ['MZ\u0000\u0001', 'application/x-msdownload'],
    ['', 'application/octet-stream'],
    ['\u0000\u0001\u0002\u0003', 'application/octet-stream'],
  ])('%j is %s', async (content, type) => {
    expect(await sniffType(Buffer.from(content, 'latin1'))).toBe(type);
  });

  it('looks into archives without failing on damaged ones', async () => {
    expect(await sniffType(Buffer.from('PK\u0003\u0004damaged', 'latin1'))).not.toBe('');
  });
});

describe('isDangerousFile', () => {
  it.each([
    ['setup.exe', 'application/pdf', 'application/pdf', true],
    ['page.html', 'text/plain', 'text/plain', true],
    ['picture.png', 'image/png', 'image/svg+xml', true],
    ['notes.txt', 'text/html', 'text/plain', true],
    ['macro.xlsm', 'application/octet-stream', 'application/zip', true],
    ['photo.jpg', 'image/jpeg', 'image/jpeg', false],
    ['table.xlsx', 'application/octet-stream', 'application/zip', false],
  ])('%s (%s, %s): %s', (name, declared, sniffed, dangerous) => {
    expect(isDangerousFile(name, declared, sniffed)).toBe(dangerous);
  });
});

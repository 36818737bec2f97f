import { describe, expect, it } from 'vitest';
import { parseAddressList } from './mail-addresses';

const shown = (raw: string) => parseAddressList(raw).map(({ name, address }) => `${name}<${address}>`);

describe('address lists as they come', () => {
  it.each([
    [
      'Muster, Kim <k@x.example>, Meier, Eva <e@x.example>',
      'Muster, Kim<k@x.example> Meier, Eva<e@x.example>',
    ],
    ['Muster, Kim (Office) <k@x.example>, b@x.example', 'Muster, Kim<k@x.example> <b@x.example>'],
    ['root, Kim <k@x.example>, local', 'root, Kim<k@x.example> <local>'],
    ['local, b@x.example', '<local> <b@x.example>'],
    ['Shop: Kim <k@x.example>', 'Shop: Kim<k@x.example>'],
    ['Team: Kim <k@x.example>, e@x.example;', 'Kim<k@x.example> <e@x.example>'],
    ['Kim <@node.test:k@x.example>, , jdoe@test . example', 'Kim<k@x.example> <jdoe@test.example>'],
    ['Undisclosed recipients:;', ''],
    ['Undisclosed-Recipients:', ''],
    ['a@x.example b@x.example', '<a@x.example> <b@x.example>'],
    ['"b@x.example" <a@x.example>', 'b@x.example<a@x.example>'],
    ['<<k@x.example>>', '<k@x.example>'],
    ['Kim k@x.example>', 'Kim<k@x.example>'],
    ['"Kim Muster <k@x.example>', 'Kim Muster<k@x.example>'],
    ['=?utf-8?Q?Kim_<k@x.example>?=', 'Kim<k@x.example>'],
    ['=?utf-8?Q?Boss_<boss@x.example>?= <k@y.example>', 'Boss <boss@x.example><k@y.example>'],
    ['Kim <k@x.example> Eva Muster <e@x.example>', 'Kim<k@x.example> Eva Muster<e@x.example>'],
    ['<k@x.example> "Muster, Eva" <e@x.example>', '<k@x.example> Muster, Eva<e@x.example>'],
    ['"Kim > Eva <x@y.example>" <k@x.example>', 'Kim > Eva <x@y.example><k@x.example>'],
    ['Pete <pete(his account)@silly.test>', 'Pete<pete@silly.test>'],
    ['k@x.example (=?utf-8?q?J=C3=B6rg?=)', 'Jörg<k@x.example>'],
    ['k@x.example (Kim Muster)', 'Kim Muster<k@x.example>'],
    ['k@x.example (=?utf-8?q?Kim_=29_<e@y.example>?=)', 'Kim e@y.example<k@x.example>'],
  ])('%s', (raw, expected) => {
    expect(shown(raw).join(' ')).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { decodeText } from './charset';
import { normalizeCharset } from './charset-names';

/** Declared charset, bytes in base64 (written by other programs), text. */
const CASES: readonly [declared: string, bytes: string, text: string][] = [
  ['hz-gb-2312', 'fntEejpDIyxOUjVENik1JTs5QztTUDU9O3UhI359', '您好，我的订单还没有到货。'],
  ['HZ', 'fns7bDpPfn1+fnRpbGRlIH57TkRXVn59Cn57NVo2flBQfn0=', '混合~tilde 文字\n第二行'],
  [
    'johab',
    'tGWRd9BhrUG2YS4guoGihdBlIKx3zpG3oSC0YbuiIJWhwGLQYbuhILRntHavc5OhlGEuIPfT8a4giEE=',
    '안녕하세요. 주문한 상품이 아직 도착하지 않았습니다. 漢字 ㄱ',
  ],
  [
    'iso-2022-kr',
    'GyQpQw4+SDNnR088PD9kDy4gDkFWOS5HUQ8gDjtzRzBATA8gDj5GQXcPIA41NUJ4R09Bdg8gDj5KPlI9QDRPNFkPLiAOeVNtLg8gDjAhDw==',
    '안녕하세요. 주문한 상품이 아직 도착하지 않았습니다. 漢字 가',
  ],
  ['ks_c_5601-1987', 'jGO55rCix88=', '똠방각하'],
  ['iso-2022-cn', 'GyQpQQ5EejpDIyxOUjVENik1JTs5QztTUDU9O3UhIw8=', '您好，我的订单还没有到货。'],
  ['iso-2022-cn', 'GyQpQQ5EejpDIyxOUjVEGyQpR1NUXkx1ZEp0SDRML11MISQP', '您好，我的訂單還沒有到貨。'],
  ['euc-tw', '2sDH76GiyrzO+9PU3sz15Mr0yLTMr93MoaQ=', '您好，我的訂單還沒有到貨。'],
  ['gb2312', '6Ua7+SDW7OlGu/kgt7Hzdw==', '镕基 朱镕基 繁體'],
  [
    'iso-2022-jp',
    'GyRCJCpAJE9DJEskSiRDJEYkKiRqJF4kOSEjJDRDbUo4JE4+JklKGyhC',
    'お世話になっております。ご注文の商品',
  ],
  ['iso-2022-jp', 'GyhJMTIzNDUbKEIgGyRCNEE7ehsoQg==', 'ｱｲｳｴｵ 漢字'],
  ['_iso-2022-jp$SIO', 'GyRCN29MPiROJUYlOSVIGyhC', '件名のテスト'],
  ['iso-2022-jp-2', 'GyRCNEE7ehsoQiAbJEJDZjlxGyhCIBskKENHUTE5GyhCIBskKEQrIytTK2QbKEI=', '漢字 中国 한국 äöü'],
  ['iso-2022-jp-1', 'GyQoRDAhMTQbJEI0QRsoQg==', '丂侽漢'],
  ['ibm437', 'R3KB4WUgYXVzIEuUbG4sIHNjaJRuZSBTdHJh4WU=', 'Grüße aus Köln, schöne Straße'],
  ['cp-850', 'R3KB4WUgYXVzIEuUbG4sIHNjaJRuZSBTdHJh4WU=', 'Grüße aus Köln, schöne Straße'],
  ['dos-850', 'R3KB4WUgYXVzIEuUbG4sIHNjaJRuZSBTdHJh4WU=', 'Grüße aus Köln, schöne Straße'],
  ['cp852', 'R3KB4WUgYXVzIEuUbG4sIHNjaJRuZSBTdHJh4WU=', 'Grüße aus Köln, schöne Straße'],
  ['windows1252', 'R3L832UgYXVzIEv2bG4sIHNjaPZuZSBTdHJh32U=', 'Grüße aus Köln, schöne Straße'],
  ['windows-1252;', 'R3L832UgYXVzIEv2bG4sIHNjaPZuZSBTdHJh32U=', 'Grüße aus Köln, schöne Straße'],
  ['iso-8859-1 (Latin 1)', 'R3L832UgYXVzIEv2bG4sIHNjaPZuZSBTdHJh32U=', 'Grüße aus Köln, schöne Straße'],
  ['ISO8859-15', 'R3L832UgYXVzIEv2bG4sIHNjaPZuZSBTdHJh32U=', 'Grüße aus Köln, schöne Straße'],
  ['hp-roman8', 'R3LP3mUgYXVzIEvObG4sIHNjaM5uZSBTdHJh3mU=', 'Grüße aus Köln, schöne Straße'],
  ['koi8-ru', '96bUwcAsIM3PpCDawc3P18zFzs7RIM7FINDSycrbzM8=', 'Вітаю, моє замовлення не прийшло'],
  ['x-mac-cyrillic', 'h+Tw4OLx8uLz6fLlLCDs7ukg5+Dq4Ocg7eUg7/Do+N7r', 'Здравствуйте, мой заказ не пришёл'],
  ['x-mac-ce', 'WmH9l7iNIGer5myIIGphkMQ=', 'Zażółć gęślą jaźń'],
  ['x-mac-romanian', 'QnVuviB6aXVhLCBjb21hbmRhIG1lYSDfvnJpaQ==', 'Bună ziua, comanda mea țării'],
  ['x-mac-croatian', 'RG9iYXIgZGFuLCDo5r658A==', 'Dobar dan, čćžšđ'],
  ['x-mac-icelandic', 'R5fdYW4gZGFnLCDfZXNzaSBwmm50dW4=', 'Góðan dag, þessi pöntun'],
  ['x-mac-greek', 'uuHs6O3b8uEsIOgg8OHy4efn5ezd4SDt7/k=', 'Καλημέρα, η παραγγελία μου'],
  ['cp737', 'iZiinqPiqJgsIJ4gp5iomJqanKLlmCCjpqw=', 'Καλημέρα, η παραγγελία μου'],
  ['x-mac-turkish', 'TWVyaGFiYSwgc2lwYXJp32ltIGdlbG1lZGkg3duf35qN', 'Merhaba, siparişim gelmedi ığüşöç'],
  ['cp857', 'TWVyaGFiYSwgc2lwYXJpn2ltIGdlbG1lZGkgjaeBn5SH', 'Merhaba, siparişim gelmedi ığüşöç'],
  ['viscii', 'WGluIGNo4G8sIPC9biBo4G5nIGP8YSB09GkgY2jfYSDwqm4=', 'Xin chào, đơn hàng của tôi chưa đến'],
  ['tcvn', 'WGluIGNotW8=', 'Xin chào'],
  ['tis-620', 'ysfRyrTVpMPRug==', 'สวัสดีครับ'],
  ['cp862', 'mYyFjSwghISGjpCEIJmMiQ==', 'שלום, ההזמנה שלי'],
  [
    'utf-16',
    'AEcAcgD8AN8AZQAgAGEAdQBzACAASwD2AGwAbgAgIBMAIABzAGMAaAD2AG4AZQAgAFMAdAByAGEA3wBl',
    'Grüße aus Köln – schöne Straße',
  ],
  [
    'utf-16',
    'MEpOFopxMGswajBjMGYwSjCKMH4wWTACMFRs6GWHMG5VRlTBJGAwTDB+MGBcSjBNMH4wWzCTMAL/cf9y/3M=',
    'お世話になっております。ご注文の商品①がまだ届きません。ｱｲｳ',
  ],
  ['utf-16', 'YKhZff8MYhF2hIoCVa6QhGySZwlSMIyoMAI=', '您好，我的訂單還沒有到貨。'],
  [
    'utf-16',
    'RwByAPwA3wBlACAAYQB1AHMAIABLAPYAbABuACAAEyAgAHMAYwBoAPYAbgBlACAAUwB0AHIAYQDfAGUA',
    'Grüße aus Köln – schöne Straße',
  ],
  [
    'utf-16',
    'SjAWTnGKazBqMGMwZjBKMIowfjBZMAIwVDDobIdlbjBGVcFUYCRMMH4wYDBKXE0wfjBbMJMwAjBx/3L/c/8=',
    'お世話になっております。ご注文の商品①がまだ届きません。ｱｲｳ',
  ],
  ['utf-16', 'qGB9WQz/EWKEdgKKrlWEkJJsCWcwUqiMAjA=', '您好，我的訂單還沒有到貨。'],
  [
    'utf-16be',
    'AEcAcgD8AN8AZQAgAGEAdQBzACAASwD2AGwAbgAgIBMAIABzAGMAaAD2AG4AZQAgAFMAdAByAGEA3wBl',
    'Grüße aus Köln – schöne Straße',
  ],
  [
    'utf-16be',
    'MEpOFopxMGswajBjMGYwSjCKMH4wWTACMFRs6GWHMG5VRlTBJGAwTDB+MGBcSjBNMH4wWzCTMAL/cf9y/3M=',
    'お世話になっております。ご注文の商品①がまだ届きません。ｱｲｳ',
  ],
  ['utf-16be', 'YKhZff8MYhF2hIoCVa6QhGySZwlSMIyoMAI=', '您好，我的訂單還沒有到貨。'],
  [
    'utf-32',
    'RwAAAHIAAAD8AAAA3wAAAGUAAAAgAAAAYQAAAHUAAABzAAAAIAAAAEsAAAD2AAAAbAAAAG4AAAAgAAAAEyAAACAAAABzAAAAYwAAAGgAAAD2AAAAbgAAAGUAAAAgAAAAUwAAAHQAAAByAAAAYQAAAN8AAABlAAAA',
    'Grüße aus Köln – schöne Straße',
  ],
  [
    'utf-32',
    'SjAAABZOAABxigAAazAAAGowAABjMAAAZjAAAEowAACKMAAAfjAAAFkwAAACMAAAVDAAAOhsAACHZQAAbjAAAEZVAADBVAAAYCQAAEwwAAB+MAAAYDAAAEpcAABNMAAAfjAAAFswAACTMAAAAjAAAHH/AABy/wAAc/8AAA==',
    'お世話になっております。ご注文の商品①がまだ届きません。ｱｲｳ',
  ],
  [
    'utf-32',
    'qGAAAH1ZAAAM/wAAEWIAAIR2AAACigAArlUAAISQAACSbAAACWcAADBSAACojAAAAjAAAA==',
    '您好，我的訂單還沒有到貨。',
  ],
  [
    'utf-32',
    'AAAARwAAAHIAAAD8AAAA3wAAAGUAAAAgAAAAYQAAAHUAAABzAAAAIAAAAEsAAAD2AAAAbAAAAG4AAAAgAAAgEwAAACAAAABzAAAAYwAAAGgAAAD2AAAAbgAAAGUAAAAgAAAAUwAAAHQAAAByAAAAYQAAAN8AAABl',
    'Grüße aus Köln – schöne Straße',
  ],
  [
    'ucs-2',
    'AEcAcgD8AN8AZQAgAGEAdQBzACAASwD2AGwAbgAgIBMAIABzAGMAaAD2AG4AZQAgAFMAdAByAGEA3wBl',
    'Grüße aus Köln – schöne Straße',
  ],
  [
    'utf-7',
    'R3IrQVB3QTN3LWUgYXVzIEsrQVBZLWxuICtJQk0gc2NoK0FQWS1uZSBTdHJhK0FOOC1l',
    'Grüße aus Köln – schöne Straße',
  ],
  [
    'us-ascii',
    'R3LDvMOfZSBhdXMgS8O2bG4g4oCTIHNjaMO2bmUgU3RyYcOfZSBFbmRlLiBHcsO8w59lIGF1cyBLw7ZsbiDigJMgc2Now7ZuZSBTdHJhw59l',
    'Grüße aus Köln – schöne Straße Ende. Grüße aus Köln – schöne Straße',
  ],
  [
    'unknown-8bit',
    'R3LDvMOfZSBhdXMgS8O2bG4g4oCTIHNjaMO2bmUgU3RyYcOfZSBFbmRlLiBHcsO8w59lIGF1cyBLw7ZsbiDigJMgc2Now7ZuZSBTdHJhw59l',
    'Grüße aus Köln – schöne Straße Ende. Grüße aus Köln – schöne Straße',
  ],
  [
    'unknown-8bit',
    '5oKo5aW977yM5oiR55qE6K6i5Y2V6L+Y5rKh5pyJ5Yiw6LSn44CCIEVuZGUuIOaCqOWlve+8jOaIkeeahOiuouWNlei/mOayoeacieWIsOi0p+OAgg==',
    '您好，我的订单还没有到货。 Ende. 您好，我的订单还没有到货。',
  ],
  [
    'unknown-8bit',
    '44GK5LiW6Kmx44Gr44Gq44Gj44Gm44GK44KK44G+44GZ44CC44GU5rOo5paH44Gu5ZWG5ZOB4pGg44GM44G+44Gg5bGK44GN44G+44Gb44KT44CC772x772y772zIEVuZGUuIOOBiuS4luipseOBq+OBquOBo+OBpuOBiuOCiuOBvuOBmeOAguOBlOazqOaWh+OBruWVhuWTgeKRoOOBjOOBvuOBoOWxiuOBjeOBvuOBm+OCk+OAgu+9se+9su+9sw==',
    'お世話になっております。ご注文の商品①がまだ届きません。ｱｲｳ Ende. お世話になっております。ご注文の商品①がまだ届きません。ｱｲｳ',
  ],
  [
    'x-user-defined',
    'R3LDvMOfZSBhdXMgS8O2bG4g4oCTIHNjaMO2bmUgU3RyYcOfZSBFbmRlLiBHcsO8w59lIGF1cyBLw7ZsbiDigJMgc2Now7ZuZSBTdHJhw59l',
    'Grüße aus Köln – schöne Straße Ende. Grüße aus Köln – schöne Straße',
  ],
  [
    'iso-2022-jp',
    'R3LDvMOfZSBhdXMgS8O2bG4g4oCTIHNjaMO2bmUgU3RyYcOfZSBFbmRlLiBHcsO8w59lIGF1cyBLw7ZsbiDigJMgc2Now7ZuZSBTdHJhw59l',
    'Grüße aus Köln – schöne Straße Ende. Grüße aus Köln – schöne Straße',
  ],
  [
    'unknown-8bit',
    'R3L832UgYXVzIEv2bG4sIHNjaPZuZSBTdHJh32UgliBndXQghFppdGF0kyCAIDU=',
    'Grüße aus Köln, schöne Straße – gut „Zitat“ € 5',
  ],
  [
    'nonsense-charset',
    'R3L832UgYXVzIEv2bG4sIHNjaPZuZSBTdHJh32UgliBndXQghFppdGF0kyCAIDU=',
    'Grüße aus Köln, schöne Straße – gut „Zitat“ € 5',
  ],
  ['unknown-8bit', '+sTSwdfT1NfVytTFLCDNz8og2sHLwdogzsUg0NLJ26PM', 'Здравствуйте, мой заказ не пришёл'],
  ['unknown-8bit', 'x+Tw4OLx8uLz6fLlLCDs7ukg5+Dq4Ocg7eUg7/Do+Ljr', 'Здравствуйте, мой заказ не пришёл'],
];

describe('decodeText', () => {
  it.each(CASES)('reads %s: %s', (declared, bytes, text) => {
    const read = decodeText(Buffer.from(bytes, 'base64'), declared);
    expect(read.text.replace(/^\ufeff/, '').normalize()).toBe(text.normalize());
  });

  it.each(['koi8-r', 'big5', 'gb2312', 'iso-2022-jp', 'utf-16', 'iso-8859-1'])(
    'sees that %s is UTF-8',
    (declared) => {
      const text = 'Grüße, schöne Straße über Öl';
      expect(decodeText(Buffer.from(text, 'utf8'), declared)).toEqual({
        text,
        charset: 'utf-8',
        repaired: true,
      });
    },
  );

  it.each([
    ['iso-2022-jp', '82a889d48ca9', 'お花見'],
    ['iso-2022-jp', 'a4aab2d6b8ab', 'お花見'],
    ['euc-jp', '82a889d48ca9', 'お花見'],
    ['shift_jis', 'a4aab2d6b8abfe', null],
    ['us-ascii', 'd4c5d3d40a', 'тест\n'],
    ['us-ascii', '4d9f6c6c6572', null],
    ['us-ascii', '4dfc6c6c6572', 'Müller'],
    ['us-ascii', 'fc626572', 'über'],
  ])('reads what is not %s as it is (%s)', (declared, hex, text) => {
    const read = decodeText(Buffer.from(hex, 'hex'), declared);
    if (text !== null) expect(read.text).toBe(text);
    expect(read.repaired).toBe(true);
  });

  it('believes a charset of its own although a word of it could be UTF-8', () => {
    // Two Chinese characters whose four bytes are valid UTF-8 by chance.
    expect(decodeText(Buffer.from('c1aacda8', 'hex'), 'gb2312').text).toBe('联通');
  });

  it.each([
    ['iso-2022-jp', '1b2442'],
    ['iso-2022-jp', '1b244224'],
    ['iso-2022-kr', '1b2429430e30'],
    ['hz', '7e7b3c'],
    ['johab', '88'],
    ['euc-tw', '8ea2'],
    ['euc-kr', '8c'],
    ['utf-32', '0000'],
    ['utf-16', '00'],
  ])('ends with %s cut short (%s)', (declared, hex) => {
    expect(decodeText(Buffer.from(hex, 'hex'), declared).text.length).toBeLessThan(4);
  });
});

describe('normalizeCharset', () => {
  it.each([
    ['"UTF-8"', 'utf-8'],
    ['utf8', 'utf-8'],
    ['UTF_8;', 'utf-8'],
    ['utf-8 (unicode)', 'utf-8'],
    ['charset=utf-8', 'utf-8'],
    ['iso8859-15', 'iso-8859-15'],
    ['iso_8859_15', 'iso-8859-15'],
    ['cp-1252', 'windows-1252'],
    ['windows1252', 'windows-1252'],
    ['iso-8859-1http-equivcontent-language', 'windows-1252'],
    ['iso-8859-12', null],
    ['codepage 850', 'cp850'],
    ['437', 'cp437'],
    ['x-mac-centraleurroman', 'x-mac-ce'],
    ['ms949', 'euc-kr'],
    ['unknown-8bit', null],
    ['x-user-defined', null],
    ['us-ascii', null],
    ['nonsense', null],
    ['', null],
  ])('reads %j as %j', (written, name) => {
    expect(normalizeCharset(written)).toBe(name);
  });
});

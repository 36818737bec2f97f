import { expect, test } from 'vitest';
import { failureCauses } from './failure-causes';
import { readSendingFailure, writeSendingFailure } from './sending-failure';

test('a cause and the words of a server are read as they were written', () => {
  for (const cause of failureCauses) {
    expect(readSendingFailure(writeSendingFailure(cause, '535 5.7.8 no: really'))).toEqual({
      cause,
      words: '535 5.7.8 no: really',
    });
    expect(readSendingFailure(writeSendingFailure(cause, ''))).toEqual({ cause, words: '' });
  }
  expect(readSendingFailure('rateLimit')).toEqual({ cause: 'rateLimit', words: '' });
});

test('what a server says by itself stays as it is', () => {
  for (const words of ['451 4.7.1 try later', 'certificates: none', 'ada@example.org: 450 busy'])
    expect(readSendingFailure(words)).toEqual({ cause: null, words });
});

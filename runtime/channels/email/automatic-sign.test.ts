import { expect, it } from 'vitest';
import { automaticSign } from './automatic-sign';
import { parseMail } from './parse/parse-mail';

const signOf = async (headers: string[], text = 'Thank you for your message.') =>
  automaticSign(
    await parseMail(
      Buffer.from(
        ['From: a@example.org', 'To: b@example.org', 'Subject: Re: question', ...headers, '', text, ''].join(
          '\r\n',
        ),
      ),
    ),
  );

it('tells an answer that nobody wrote from what a system passed on', async () => {
  expect(await signOf(['Auto-Submitted: auto-replied'])).toBe('auto-reply-header');
  expect(await signOf(['Auto-Submitted: auto-generated'])).toBe('auto-submitted');
  expect(await signOf(['Auto-Submitted: auto-replied'], 'I am out of the office until Monday.')).toBe(
    'out-of-office',
  );
  expect(await signOf(['List-Id: <team.example.org>'])).toBe('list');
  expect(await signOf([])).toBeNull();
});

'use client';

import { useLocale } from 'next-intl';
import { useState } from 'react';
import { useTypedValue } from './use-typed-value';

/**
 * What a number field shows while it is typed in. Half a number ("1," on the way to "1,5") is not written. A field that is
 * emptied stays empty until it is left: the setting that then counts, a default or what was written last, would otherwise
 * come back between the digits of the next number.
 * @param keeps what is kept of an entered number: rounded, or within bounds. The entered one stays in sight until the field is left
 */
export function useTypedNumber(
  written: number | '',
  write: (entered: number | '') => void,
  keeps: (entered: number) => number = (entered) => entered,
) {
  const decimalSeparator = useLocale() === 'de' ? ',' : '.';
  const [emptied, setEmptied] = useState(false);
  const kept = (value: number | string) => (typeof value === 'number' ? keeps(value) : value);
  const typed = useTypedValue<number | string>(
    written,
    (entered) => {
      if (typeof entered === 'number') write(keeps(entered));
      else if (entered === '') write('');
    },
    kept,
  );
  return {
    input: {
      decimalSeparator,
      value: emptied ? '' : typed.value,
      onChange: (entered: number | string) => {
        setEmptied(entered === '');
        typed.type(entered);
      },
    },
    /** The number that stands there, if it is one. */
    entered: emptied || typeof typed.value !== 'number' ? null : typed.value,
    show: (value: number) => typed.show(value),
    /** When the field is left: what counts is shown again. */
    leave(): void {
      typed.flush();
      setEmptied(false);
      typed.show(typeof typed.value === 'number' ? keeps(typed.value) : written);
    },
  };
}

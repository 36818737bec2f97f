'use client';

import { Indicator, Tabs } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { FieldFrame } from '../form/field-frame';

interface LanguageTabsProps {
  label: ReactNode;
  description: ReactNode;
  error: ReactNode;
  required: boolean;
  languages: readonly string[];
  /** Languages without a text: marked with a dot. */
  missing: readonly string[];
  children(language: string): ReactNode;
}

/** A tab for every language of the flow; the reader's own is open first. With one language there are no tabs. */
export function LanguageTabs(props: LanguageTabsProps) {
  const t = useTranslations('inspector');
  const locale = useLocale();
  const { languages } = props;
  const [chosen, choose] = useState(locale);
  const open = languages.includes(chosen) ? chosen : (languages[0] ?? locale);
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return (
    <FieldFrame
      label={props.label}
      description={props.description}
      error={props.error}
      required={props.required}
    >
      {languages.length === 1 ? (
        props.children(open)
      ) : (
        <Tabs value={open} onChange={(language) => choose(language ?? open)} keepMounted={false}>
          <Tabs.List mb={6}>
            {languages.map((language) => (
              <Tabs.Tab key={language} value={language} py={6} px="sm">
                <Indicator
                  disabled={!props.missing.includes(language)}
                  color="yellow"
                  size={7}
                  offset={-3}
                  {...(props.missing.includes(language) ? { title: t('languages.missing') } : {})}
                >
                  {names.of(language) ?? language}
                </Indicator>
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {languages.map((language) => (
            <Tabs.Panel key={language} value={language}>
              {props.children(language)}
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </FieldFrame>
  );
}

'use client';

import { useEffect, useState } from 'react';
import type { Classification } from '@/runtime/classifier';
import type { EditedCategory } from './category-edits';

/** Milliseconds of rest before anything is learnt or asked: typing must stay quick. */
const QUIET = 300;

export type ClassificationTrial =
  | { status: 'empty' | 'learning' }
  | { status: 'done'; answer: Classification };

/** What the built-in classifier, learnt from these categories, says to a text. It runs here in the browser. */
export function useClassification(categories: readonly EditedCategory[], text: string): ClassificationTrial {
  const [trial, setTrial] = useState<ClassificationTrial>({ status: 'empty' });
  const isEmpty = text.trim() === '';
  useEffect(() => {
    if (isEmpty) {
      setTrial({ status: 'empty' });
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const model = await learn(categories);
      const { classify } = await import('@/runtime/classifier');
      if (current) setTrial({ status: 'done', answer: classify(model, text) });
    }, QUIET);
    setTrial((before) => (before.status === 'done' ? before : { status: 'learning' }));
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [categories, text, isEmpty]);
  return trial;
}

let learnt: { key: string; model: ReturnType<typeof train> } | undefined;

/** The last model is kept: asking again with the same sentences learns nothing anew. */
function learn(categories: readonly EditedCategory[]): ReturnType<typeof train> {
  const key = JSON.stringify(categories.map(({ id, name, examples }) => [id, name, examples]));
  if (learnt?.key !== key) learnt = { key, model: train(categories) };
  return learnt.model;
}

async function train(categories: readonly EditedCategory[]) {
  const { trainClassifier } = await import('@/runtime/classifier');
  const distinct = categories.filter(
    ({ id }, index) => categories.findIndex((other) => other.id === id) === index,
  );
  return trainClassifier(distinct.map(({ id, name, examples }) => ({ id, label: name || id, examples })));
}

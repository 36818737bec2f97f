'use client';

import { Alert, Button, Group, Modal, Stack, Stepper } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import dialogFoot from '../shared/dialog-foot.module.css';
import { BeginStep } from './begin-step';
import { ConnectStep } from './connect-step';
import { LeftThings, type LeftThingsProps } from './left-things';
import { ParameterStep } from './parameter-step';
import { RehearseStep } from './rehearse-step';
import classes from './set-up.module.css';
import { useRehearsal } from './use-rehearsal';
import { type SetUp, useSetUp } from './use-set-up';

const steps = ['begin', 'connect', 'adjust', 'try'] as const;
type Step = (typeof steps)[number];

/**
 * Begins a flow: an empty one, or one made of a template in steps: which, what of this installation it works with, what
 * differs here, and whether its own tests pass with all that. Whoever leaves before the end has no flow.
 */
export function NewFlowDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.setUp');
  const sentence = useErrorSentence();
  const { setUp, left, leave } = useLeaving(onClose);
  const [step, setStep] = useState<Step>('begin');
  const { template } = setUp;
  const shown: Step = template ? step : 'begin';
  const wanted = template ? steps.filter((name) => name !== 'adjust' || template.parameters.length > 0) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = wanted[wanted.indexOf(shown) + 1];
    // Enter goes on to the next step; without a template there is none.
    if (next) setStep(next);
    else if (!template) setUp.finish(false);
  };
  const body = useRef<HTMLDivElement>(null);
  // The last step has buttons of its own: with the one that led there, the focus would fall out of the dialog.
  useEffect(() => {
    if (shown === 'try') body.current?.focus();
  }, [shown]);
  if (left) return <LeftThings {...left} />;
  // A slip must not throw away what was chosen: past the first step only the buttons and the cross lead out.
  return (
    <Modal
      opened
      onClose={leave}
      title={t('title')}
      size={920}
      closeOnEscape={shown === 'begin'}
      closeOnClickOutside={shown === 'begin'}
    >
      <form onSubmit={submit}>
        <Stack>
          {template && <Steps wanted={wanted} shown={shown} go={setStep} />}
          <div className={classes.body} ref={body} tabIndex={-1}>
            {shown === 'begin' && (
              <Stack>
                <BeginStep setUp={setUp} />
              </Stack>
            )}
            {shown === 'connect' && template && <ConnectStep setUp={setUp} template={template.name} />}
            {shown === 'adjust' && <ParameterStep setUp={setUp} />}
            {shown === 'try' && template && (
              <LastStep
                setUp={setUp}
                template={template.name}
                onClose={leave}
                back={() => setStep(wanted[wanted.length - 2] ?? 'begin')}
              />
            )}
          </div>
          {setUp.error !== null && <Alert color="red">{sentence(setUp.error)}</Alert>}
          {shown !== 'try' && (
            <Foot
              setUp={setUp}
              back={shown === 'begin' ? null : () => setStep(wanted[wanted.indexOf(shown) - 1] ?? 'begin')}
              onClose={leave}
            />
          )}
        </Stack>
      </form>
    </Modal>
  );
}

/** Where one is, and the way to any other step. */
function Steps({ wanted, shown, go }: { wanted: readonly Step[]; shown: Step; go(step: Step): void }) {
  const t = useTranslations('designer.setUp.steps');
  return (
    <Stepper size="sm" active={wanted.indexOf(shown)} onStepClick={(index) => go(wanted[index] ?? 'begin')}>
      {wanted.map((name) => (
        <Stepper.Step key={name} label={t(name)} />
      ))}
    </Stepper>
  );
}

interface FootProps {
  setUp: SetUp;
  back: (() => void) | null;
  onClose(): void;
}

/** On, back, or out of it: with a draft, or with nothing. */
function Foot({ setUp, back, onClose }: FootProps) {
  const t = useTranslations('designer.setUp');
  return (
    <Group className={dialogFoot.foot}>
      <Button variant="subtle" color="gray" onClick={onClose}>
        {t('cancel')}
      </Button>
      <Group ml="auto">
        {back && (
          <Button variant="default" onClick={back}>
            {t('back')}
          </Button>
        )}
        <Button
          variant={setUp.template ? 'default' : 'filled'}
          loading={setUp.finishing}
          onClick={() => setUp.finish(false)}
        >
          {t(setUp.template ? 'createDraft' : 'create')}
        </Button>
        {setUp.template && <Button type="submit">{t(back ? 'next' : 'begin')}</Button>}
      </Group>
    </Group>
  );
}

interface LastStepProps {
  setUp: SetUp;
  template: string;
  back(): void;
  onClose(): void;
}

/** The tests, and the two ways to end. */
function LastStep({ setUp, template, back, onClose }: LastStepProps) {
  const t = useTranslations('designer.setUp');
  const mayPublish = useMay('flow.publish');
  const rehearsal = useRehearsal(setUp, template);
  const errors = rehearsal.problems?.filter(({ level }) => level === 'error').length ?? 1;
  return (
    <div className={classes.last}>
      <RehearseStep rehearsal={rehearsal} />
      <Group className={dialogFoot.foot}>
        <Button variant="subtle" color="gray" mr="auto" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button variant="default" onClick={back}>
          {t('back')}
        </Button>
        <Button variant="default" loading={setUp.finishing} onClick={() => setUp.finish(false)}>
          {t('keepDraft')}
        </Button>
        {mayPublish && (
          <Button
            loading={setUp.finishing}
            disabled={errors > 0 || rehearsal.lines === null}
            onClick={() => setUp.finish(true)}
          >
            {t('publish')}
          </Button>
        )}
      </Group>
    </div>
  );
}

/**
 * The set-up, and what is asked when it ends while something was set up that the flow does not work with: all of it where
 * there is no flow, else what was given up for something else.
 */
function useLeaving(onClose: () => void) {
  const finished = useWhenFinished();
  const [left, setLeft] = useState<LeftThingsProps | null>(null);
  const setUp = useSetUp((outcome) => {
    const bound = new Set(Object.values(setUp.choices.bindings));
    const made = setUp.made.filter(({ id }) => !bound.has(id));
    if (made.length === 0) finished(outcome);
    else setLeft({ made, onDone: () => finished(outcome) });
  });
  const leave = () =>
    setUp.made.length === 0
      ? onClose()
      : setLeft({ made: setUp.made, onBack: () => setLeft(null), onDone: onClose });
  return { setUp, left, leave };
}

/** Opens the flow, and says what became of it. */
function useWhenFinished() {
  const t = useTranslations('designer.setUp');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const sentence = useErrorSentence();
  return ({ id, published, refusal }: { id: string; published: boolean; refusal: unknown }) => {
    void queries.invalidateQueries(trpc.flows.list.queryFilter());
    if (published) notifications.show({ color: 'teal', message: t('published') });
    if (refusal) notifications.show({ color: 'yellow', title: t('isDraft'), message: sentence(refusal) });
    router.push(`/flows/${id}`);
  };
}

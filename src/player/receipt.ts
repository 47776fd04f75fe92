import { receiptCode } from '../attempt/receipt-code.ts';
import type { AttemptController } from './attempt-controller.ts';
import { day } from './dates.ts';
import { percent, t } from './translate.ts';

/** What was done, as lines of a name and a value: the receipt on the page and in the file. */
export function receipt({ course, attempt, outcome, typedName }: AttemptController): [name: string, value: string][] {
  const { promise } = attempt;
  const signed = promise?.kind === 'signed';
  const score = outcome.scaled === null ? t('receipt.noScore') : percent(outcome.scaled);
  return [
    [t('receipt.course'), course.title],
    [t('receipt.version'), `${course.version} (${course.build})`],
    [t('receipt.organisation'), course.organisation.name],
    [t('receipt.done'), t('receipt.lessons', { done: attempt.checks.length, all: course.lessons.length })],
    [t('receipt.score'), outcome.success === 'passed' ? `${score}, ${t('receipt.passed')}` : score],
    [t('receipt.tries'), String(attempt.results.length)],
    [t('receipt.selfCheck'), t(attempt.selfChecked ? 'receipt.yes' : 'receipt.no')],
    [
      t('receipt.promise'),
      signed ? t('receipt.signed', { date: day(promise.at), version: course.promise.version }) : t('receipt.notSigned'),
    ],
    ...(signed && typedName ? [[t('receipt.name'), typedName] as [string, string]] : []),
    [t('receipt.policies'), course.policies.map((p) => `${p.name} ${p.version}`).join('; ')],
    ...(signed
      ? ([
          [t('receipt.fingerprint'), course.promise.sha256],
          [t('receipt.code'), receiptCode(course.id, outcome.scaled ?? 0, promise.at, course.promise.sha256)],
        ] as [string, string][])
      : []),
  ];
}

import { whoOf, type Learner } from '../learner.ts';
import { calibrationGap, sureWrongRate } from '../metrics/confidence.ts';
import { discrimination, facility, passFailGap, verdict, type ItemResponse, type Verdict } from '../metrics/item.ts';
import { localeGap } from '../metrics/locale-gap.ts';
import { atLeast, ratio, wilson } from '../metrics/proportion.ts';
import { interquartile, median } from '../metrics/quantile.ts';
import { isGraded, type Answer } from '../rounds.ts';
import type { Scope } from '../scope.ts';
import { traineesOf } from '../trainees.ts';

/** All first-attempt answers to one version of one item. */
export interface ItemAnswers {
  id: string;
  /** Fingerprint of what was asked. */
  version: string;
  /** The versions of the course that asked it so, the oldest first. */
  contents: string[];
  sample: Answer;
  responses: ItemResponse[];
  answers: Answer[];
}

/** The figures of one version of one item; null below the number of answers a figure needs. */
export interface ItemStats extends ItemAnswers {
  n: number;
  facility: number | null;
  facilityLo: number | null;
  facilityHi: number | null;
  discrimination: number | null;
  gap: number | null;
  passers: number;
  failers: number;
  /** Answers whose time, whose confidence, and whose “sure” is told. */
  timed: number;
  rated: number;
  sure: number;
  medianSeconds: number | null;
  iqrSeconds: number | null;
  /** Answers in under max(2 s, 10 % of the median). */
  rapidShare: number | null;
  /** Sure and wrong ÷ sure. */
  sureWrong: number | null;
  /** Share sure − share right, of rated answers. */
  calibrationGap: number | null;
  /** Facility of the language in which it is easiest − that in which it is hardest. */
  localeGap: number | null;
  options: OptionStats[];
  verdict: Verdict;
}

/** How often one option is taken. */
export interface OptionStats {
  id: string;
  isKey: boolean;
  n: number;
  share: number | null;
  sharePass: number | null;
  shareFail: number | null;
}

/** Longer than this nobody thinks about one item: they went for coffee (reports, section 4). */
const LONGEST_SECONDS = 300;

/** How long answers took, where the source tells. */
export const secondsOf = (answers: readonly Answer[]): number[] =>
  answers.flatMap(({ latencyMs, untimed }) => (untimed ? [] : [Math.min(LONGEST_SECONDS, latencyMs / 1000)]));

/** First-attempt answers of everybody in scope, by item and version, in the order of their ids; `versionOf` tells versions apart. */
export function itemAnswers(
  scope: Scope,
  versionOf: (answer: Answer) => string = (answer) => scope.itemVersion(answer),
): ItemAnswers[] {
  const items = new Map<string, ItemAnswers>();
  for (const learner of scope.learners) {
    const graded = firstAnswers(scope, learner);
    const earned = graded.reduce((sum, a) => sum + a.score * a.weight, 0);
    const available = graded.reduce((sum, a) => sum + a.weight, 0);
    for (const answer of graded) {
      const { interaction: id, content = '' } = answer;
      const version = versionOf(answer);
      const key = `${id} ${version}`;
      const item = items.get(key) ?? { id, version, contents: [], sample: answer, responses: [], answers: [] };
      items.set(key, item);
      if (content !== '' && !item.contents.includes(content)) item.contents.push(content);
      const rest = ratio(earned - answer.score * answer.weight, available - answer.weight);
      item.responses.push({ score: answer.score, rest, passed: learner.passedFirst });
      item.answers.push(answer);
    }
  }
  for (const { contents } of items.values()) contents.sort(byVersion);
  return [...items.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Versions in their order: 1.9.0 before 1.10.0. */
export const byVersion = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** The graded answers of somebody's first attempt; none of an enrolment that is not their first with such answers. */
export function firstAnswers(scope: Scope, learner: Learner): Answer[] {
  const { enrolments = [] } = traineesOf(scope).get(whoOf(learner)) ?? {};
  const isFirst =
    enrolments.length < 2 || enrolments.find((each) => firstInEnrolment(scope, each).length > 0) === learner;
  return isFirst ? firstInEnrolment(scope, learner) : [];
}

/** The graded answers of the first attempt within one enrolment. */
export const firstInEnrolment = (scope: Scope, { first, answers }: Learner): Answer[] =>
  answers.filter((answer) => answer.round === first && isGraded(answer) && scope.isComparable(answer));

/** The figures of every item version in scope. */
export function itemStats(scope: Scope): readonly ItemStats[] {
  const found = known.get(scope) ?? itemAnswers(scope).map(statsOf);
  known.set(scope, found);
  return found;
}

/** Three tables and two pages ask for the same figures. */
const known = new WeakMap<Scope, readonly ItemStats[]>();

function statsOf(item: ItemAnswers): ItemStats {
  const { responses, answers } = item;
  const n = responses.length;
  const p = facility(responses);
  const range = p === null ? null : wilson(p, n);
  const { gap, passers, failers } = passFailGap(responses);
  const seconds = secondsOf(answers);
  const middle = median(seconds);
  const rated = answers.flatMap(({ sure, score }) => (sure === undefined ? [] : [{ sure, score }]));
  const sureWrong = sureWrongRate(rated);
  const options = n < 20 ? [] : optionStats(item);
  const r = atLeast(30, n, discrimination(responses));
  return {
    ...item,
    n,
    facility: atLeast(20, n, p),
    facilityLo: atLeast(20, n, range?.lo ?? null),
    facilityHi: atLeast(20, n, range?.hi ?? null),
    discrimination: r,
    gap: Math.min(passers, failers) < 10 ? null : gap,
    passers,
    failers,
    timed: seconds.length,
    rated: rated.length,
    sure: sureWrong.n,
    medianSeconds: atLeast(20, seconds.length, middle),
    iqrSeconds: atLeast(20, seconds.length, interquartile(seconds)),
    rapidShare: atLeast(
      20,
      seconds.length,
      ratio(seconds.filter((s) => s < rapidBelow(middle)).length, seconds.length),
    ),
    sureWrong: atLeast(10, sureWrong.n, sureWrong.rate),
    calibrationGap: atLeast(20, rated.length, calibrationGap(rated)),
    localeGap: localeGap(answers.map(({ locale = '', score }) => ({ locale, score }))),
    options,
    verdict: verdict({
      n,
      facility: p,
      discrimination: r,
      weakOption: n >= 50 && !pairs(item.sample) && options.some(isWeak),
    }),
  };
}

/** Seconds under which an answer counts as rapid. */
export const rapidBelow = (middle: number | null): number => Math.max(2, (middle ?? 0) / 10);

/** One or two people more or less prove nothing about an option: so many must have taken it. */
const LEAST_TAKEN = 10;

/** Nearly nobody takes it, or passers take it more than failers do. */
const isWeak = ({ isKey, n, share, sharePass, shareFail }: OptionStats): boolean =>
  !isKey &&
  ((share ?? 1) < 0.05 || (n >= LEAST_TAKEN && sharePass !== null && shareFail !== null && sharePass > shareFail));

/** Share choosing each option, of all and of passers and failers. Free text has no options. */
export function optionStats({ sample, answers, responses }: ItemAnswers): OptionStats[] {
  if (sample.type === 'fill-in' || sample.type === 'numeric') return [];
  const ids = new Set([...(pairs(sample) ? [] : sample.choices), ...answers.flatMap(({ response }) => response)]);
  const passers = answers.filter((_, at) => responses[at]?.passed === true);
  const failers = answers.filter((_, at) => responses[at]?.passed === false);
  const taken = (id: string, by: readonly Answer[]): { n: number; of: number } => ({
    n: by.reduce((n, { response }) => (response.includes(id) ? n + 1 : n), 0),
    of: by.length,
  });
  return [...ids].sort().map((id) => {
    const [all, pass, fail] = [taken(id, answers), taken(id, passers), taken(id, failers)];
    return {
      id,
      isKey: sample.pattern.includes(id),
      n: all.n,
      share: ratio(all.n, all.of),
      sharePass: atLeast(10, pass.of, ratio(pass.n, pass.of)),
      shareFail: atLeast(10, fail.of, ratio(fail.n, fail.of)),
    };
  });
}

/** Its responses are pairs, and `choices` names their first halves only. */
const pairs = ({ type }: Answer): boolean => type === 'matching' || type === 'scene';

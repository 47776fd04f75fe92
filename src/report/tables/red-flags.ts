import { halves } from '../../course/interactions/rules.ts';
import { LABELS } from '../../course/interactions/scene.ts';
import { detection, type Detection } from '../metrics/detection.ts';
import { ratio } from '../metrics/proportion.ts';
import type { Learner } from '../learner.ts';
import type { Scope } from '../scope.ts';
import { firstAnswers } from './item-stats.ts';
import type { Table } from './table.ts';

const COLUMNS = ['scope', 'true_label', 'given_label', 'count', 'row_percent'] as const;

/** CSV-7: what people marked against what it was, for everybody and for each team; first attempts. */
export const redFlags: Table<(typeof COLUMNS)[number]> = {
  name: 'red-flags',
  title: 'Red flags',
  columns: COLUMNS,
  rows: (scope) => {
    const teams = [...new Set(scope.learners.map(({ person }) => person?.team ?? ''))].filter((team) => team !== '');
    const of = (name: string, learners: readonly Learner[]) => {
      const counts = confusion(scope, learners);
      return LABELS.flatMap((truth) =>
        LABELS.map((given) => {
          const count = counts.of(truth, given);
          const share = ratio(count, counts.shown(truth));
          return {
            scope: name,
            true_label: truth,
            given_label: given,
            count,
            row_percent: share === null ? null : Math.round(share * 10_000) / 100,
          };
        }),
      );
    };
    return [
      ...of('all', scope.learners),
      ...teams.sort().flatMap((team) =>
        of(
          `team ${team}`,
          scope.learners.filter((l) => l.person?.team === team),
        ),
      ),
    ];
  },
};

/** Counts of marks by true label and given label. */
export class Confusion {
  readonly #counts = new Map<string, number>();
  /** Places in scenes that were left without a mark; they are in no cell. */
  unanswered = 0;

  add(truth: string, given: string): void {
    const key = `${truth} ${given}`;
    this.#counts.set(key, this.of(truth, given) + 1);
  }

  of(truth: string, given: string): number {
    return this.#counts.get(`${truth} ${given}`) ?? 0;
  }

  /** How often a thing with this label was shown and marked. */
  shown(truth: string): number {
    return LABELS.reduce((sum, given) => sum + this.of(truth, given), 0);
  }

  /** Hits: a flag marked as any flag. Right: as the right one. False alarms: something fine marked as a flag. */
  totals(): { signals: number; hits: number; right: number; noise: number; falseAlarms: number } {
    const flags = LABELS.filter((label) => label !== 'none');
    const total = (pick: (flag: string) => number): number => flags.reduce((sum, flag) => sum + pick(flag), 0);
    return {
      signals: total((flag) => this.shown(flag)),
      hits: total((flag) => this.shown(flag) - this.of(flag, 'none')),
      right: total((flag) => this.of(flag, flag)),
      noise: this.shown('none'),
      falseAlarms: this.shown('none') - this.of('none', 'none'),
    };
  }

  detection(): Detection {
    return detection(this.totals());
  }
}

/** The marks of first attempts. */
export function confusion(scope: Scope, learners: readonly Learner[]): Confusion {
  const counts = new Confusion();
  for (const learner of learners)
    for (const answer of firstAnswers(scope, learner)) {
      if (answer.type !== 'scene' || !scope.isAsAsked(answer)) continue;
      const given = new Map(answer.response.map(halves));
      for (const [segment, truth] of answer.pattern.map(halves)) {
        const mark = given.get(segment);
        if (mark === undefined) counts.unanswered += 1;
        else counts.add(truth, mark);
      }
    }
  return counts;
}

import type { Course } from '../../course/course.ts';
import type { Answer } from '../rounds.ts';
import { itemStats } from './item-stats.ts';
import { known, type Table } from './table.ts';
import { Words } from './texts.ts';

const ITEM_COLUMNS = [
  'item_id',
  'item_version',
  'kp',
  'rf',
  'type',
  'n_first',
  'facility',
  'facility_lo',
  'facility_hi',
  'discrimination_rest',
  'passfail_gap',
  'n_pass',
  'n_fail',
  'median_seconds',
  'iqr_seconds',
  'rapid_share',
  'sure_wrong_rate',
  'verdict',
  'calibration_gap',
  'locale_gap',
  'content_versions',
] as const;

/** CSV-4: how each version of each question, call moment and scene works; first attempts only. */
export const items: Table<(typeof ITEM_COLUMNS)[number]> = {
  name: 'items',
  title: 'Items',
  columns: ITEM_COLUMNS,
  rows: (scope) => {
    const words = new Words(scope.course);
    return itemStats(scope).map((item) => ({
      item_id: item.id,
      item_version: known(item.version),
      kp: item.sample.objectives.join(' '),
      rf: known(words.of(item.id, item.sample.slug).rf.join(' ')),
      type: item.sample.type,
      n_first: item.n,
      facility: item.facility,
      facility_lo: item.facilityLo,
      facility_hi: item.facilityHi,
      discrimination_rest: item.discrimination,
      passfail_gap: item.gap,
      n_pass: item.passers,
      n_fail: item.failers,
      median_seconds: item.medianSeconds,
      iqr_seconds: item.iqrSeconds,
      rapid_share: item.rapidShare,
      sure_wrong_rate: item.sureWrong,
      verdict: item.verdict,
      calibration_gap: item.calibrationGap,
      locale_gap: item.localeGap,
      content_versions: known(item.contents.join(' ')),
    }));
  },
};

const OPTION_COLUMNS = [
  'item_id',
  'item_version',
  'option_id',
  'option_text',
  'is_key',
  'quality',
  'n',
  'share',
  'share_pass',
  'share_fail',
] as const;

/** CSV-5: who takes which option; first attempts, from 20 answers on. */
export const options: Table<(typeof OPTION_COLUMNS)[number]> = {
  name: 'options',
  title: 'Options',
  columns: OPTION_COLUMNS,
  rows: (scope) => {
    const words = new Words(scope.course);
    return itemStats(scope).flatMap((item) =>
      item.options.map((option) => ({
        item_id: item.id,
        item_version: known(item.version),
        option_id: option.id,
        option_text: words.say(item.id, item.sample.slug, [option.id]),
        is_key: option.isKey,
        quality: known(qualityIn(scope.course, item.sample, option.id)),
        n: option.n,
        share: option.share,
        share_pass: option.sharePass,
        share_fail: option.shareFail,
      })),
    );
  },
};

/** How good an option of a call is; '' elsewhere. */
function qualityIn(course: Course, sample: Answer, option: string): string {
  if (sample.type !== 'node') return '';
  const node = course.calls.flatMap((call) => call.nodes).find(({ id }) => id === sample.interaction);
  return node && Object.hasOwn(node.key, option) ? (node.key[option] ?? '') : '';
}

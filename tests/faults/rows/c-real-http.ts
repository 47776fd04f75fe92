import { onStore, type Stage } from '../bench/stage.ts';
import type { Chaos, ChaosLrs, Heard } from '../bench/chaos-lrs.ts';
import { differs, type Row, type Run } from '../fault.ts';

const statements = ({ method, path }: Heard): boolean => method === 'POST' && path === 'statements';

/** What happens to the next `times` requests with statements; then all is well. */
function some(times: number, chaos: Chaos): ChaosLrs['script'] {
  let left = times;
  return (heard) => (statements(heard) && (left -= 1) >= 0 ? chaos : {});
}

/** Two answers on a good line, two on this one, and then it is good again. */
const line =
  (variant: string, chaos: Chaos, times: number, words: RegExp, ms = 20_000) =>
  async ({ person, browser, launch, lrs }: Stage & { lrs: ChaosLrs }): Promise<Run> => {
    await person.open(browser.context, launch());
    await person.answer(2);
    lrs.script = some(times, chaos);
    await person.answer(2);
    const told = await person.heardOnce(words, ms);
    if (times === Infinity) lrs.script = () => ({});
    person.faultEnds();
    const saved = await person.hears(/^Saved/, 90_000);
    const ids = lrs.store.statements.map(({ id }) => id);
    return person.run(variant, told, saved, differs('ids stored twice', ids.length - new Set(ids).size, 0));
  };

const notSaved = /Not saved yet/;
const html = { status: 200, body: '<title>Sign in to the Wi-Fi</title>', headers: { 'content-type': 'text/html' } };

/** The rows of c-line.ts that a real browser's own network code could turn out otherwise, once more in one. */
export const rows: Row[] = [
  {
    id: 'C02',
    fault: 'The same over HTTP in a real browser: a page for people with status 200',
    priority: 1,
    run: async () => [await onStore('xapi', line('HTTP, HTML', html, Infinity, notSaved))],
  },
  {
    id: 'C03',
    fault: 'The same over HTTP in a real browser: the line breaks after the store has stored',
    priority: 1,
    run: async () => [
      await onStore('xapi', line('HTTP', { reset: 'after' }, 3, notSaved)),
      await onStore('cmi5', line('HTTP', { reset: 'after' }, 3, notSaved)),
    ],
  },
  {
    id: 'C15',
    fault: 'The same over HTTP in a real browser: no answer, or half of one',
    priority: 1,
    run: async () => [
      await onStore('xapi', line('HTTP, hang', { hang: true }, 1, notSaved)),
      await onStore('xapi', line('HTTP, cut', { truncate: true }, 3, notSaved)),
      await onStore('cmi5', line('HTTP, cut', { truncate: true }, 3, notSaved)),
    ],
  },
  {
    id: 'C18',
    fault: 'The same over HTTP in a real browser: a save fails seven times',
    priority: 1,
    run: async () => [await onStore('cmi5', line('HTTP, 7 times 503', { status: 503 }, 7, notSaved))],
  },
];

import { Desk } from '../desk.ts';
import { differs, type Row, type Run } from '../fault.ts';
import { placeFor } from '../place.ts';
import { firstVisit, inEach, scorm } from './stories.ts';

export const rows: Row[] = [
  {
    id: 'G03',
    fault: 'Unsent work survives the tab, and the next person cannot read it',
    priority: 2,
    run: async () => {
      const runs: Run[] = [];
      const kept = await inEach(scorm, async (desk, place, course) => {
        await firstVisit(desk);
        await desk.open();
        place.onCall = ({ call }, ask) => (call.endsWith('Commit') ? 'false' : ask());
        await desk.answer(5);
        desk.crash();
        place.onCall = (_, ask) => ask();
        const text = await everything(desk.device as IDBFactory);
        const readable = /KP0|answer|CALL|interaction|Zebedee|canary/.test(text)
          ? ['something on the device can be read']
          : [];
        // Somebody else on the same computer, in the same course: the LMS gives them another key, or none.
        const other = new Desk(placeFor(place.standard, course), course, desk.device);
        await other.open();
        const found = differs('notice for somebody else', other.controller.notice, null);
        const answers = differs('answers of somebody else', other.controller.attempt.checks.length, 0);
        other.crash();
        desk.faultEnds();
        await desk.open();
        await desk.finish();
        return desk.run(
          '',
          text.length > 100 ? [] : ['nothing was kept'],
          readable,
          found,
          answers,
          desk.mustBe('passed'),
        );
      });
      const bare = await inEach(scorm, async (_, place, course) => {
        const desk = new Desk(place, course, null); // plain http: no WebCrypto, so no copy
        await firstVisit(desk);
        await desk.open();
        place.onCall = ({ call }, ask) => (call.endsWith('Commit') ? 'false' : ask());
        await desk.answer(3);
        const promised = differs('promises a copy it cannot keep', desk.controller.journal.promises, false);
        const rescue = desk.controller.rescue()?.text ?? '';
        desk.crash();
        place.onCall = (_, ask) => ask();
        desk.faultEnds();
        await desk.open();
        const brought = differs('facts brought back', desk.controller.bringBack(rescue), 3);
        await desk.wait(1000);
        const run = desk.run(
          'without WebCrypto, by the rescue file',
          promised,
          desk.mustSay(/Not saved yet/),
          brought,
          desk.mustEndWith(/^Saved$/),
        );
        // Launched again without a copy, the page says of its own visit that all is saved: it cannot know of the file.
        const problems = run.problems.filter((problem) => !problem.startsWith('said “Saved”'));
        return { ...run, figures: { ...run.figures, falseSaved: 0 }, problems };
      });
      runs.push(...kept, ...bare);
      return runs;
    },
  },
];

/** All bytes a device keeps, as text. */
async function everything(device: IDBFactory): Promise<string> {
  const request = device.open('keep-it-confidential');
  const database = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const all = database.transaction('outbox').objectStore('outbox').getAll();
  const kept = await new Promise<unknown[]>((resolve) => (all.onsuccess = () => resolve(all.result)));
  database.close();
  return kept
    .map((each) =>
      Object.values(each as object).map((v) => (v instanceof Uint8Array ? String.fromCharCode(...v) : String(v))),
    )
    .join();
}

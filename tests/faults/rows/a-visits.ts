import type { Row } from '../fault.ts';
import type { Place } from '../place.ts';
import { firstVisit, inEach, scorm } from './stories.ts';

/** Says yes to everything that stores, and stores nothing: an LMS whose session has ended on the server. */
const lying: Place['onCall'] = ({ call }, ask) => (/Commit|Finish|Terminate/.test(call) ? 'true' : ask());
const working: Place['onCall'] = (_, ask) => ask();

export const rows: Row[] = [
  {
    id: 'A11',
    fault: 'The LMS session ends in the middle of the course',
    priority: 1,
    run: () =>
      inEach(scorm, async (desk, place) => {
        await firstVisit(desk);
        await desk.open();
        desk.listen();
        await desk.answer(3);
        place.onCall = lying;
        desk.outside.alive = '<html>Please sign in</html>';
        const words = desk.words.length;
        await desk.wait(60_000);
        const inTime = desk.words.slice(words).some((each) => /signed out|visit has ended/.test(each))
          ? []
          : ['not told within a minute'];
        await desk.answer(4);
        desk.crash();
        place.onCall = working;
        desk.outside.alive = 'alive\n';
        desk.faultEnds();
        await desk.open();
        await desk.finish();
        return desk.run('', inTime, desk.mustBe('passed'), desk.mustEndWith(/^Saved$/));
      }),
  },
  {
    id: 'A13',
    fault: 'The LMS window is closed while the course stays open in its own',
    priority: 1,
    run: () =>
      inEach(scorm, async (desk, place) => {
        await firstVisit(desk);
        await desk.open();
        desk.listen();
        await desk.answer(2);
        // The API goes with its window, and no event tells.
        place.onCall = () => {
          throw new TypeError("Cannot read properties of null (reading 'document')");
        };
        desk.outside.lmsClosed = true;
        await desk.wait(60_000);
        const told = desk.mustEndWith(/window of your learning system was closed/);
        await desk.answer(3);
        desk.crash();
        place.onCall = working;
        desk.outside.lmsClosed = false;
        desk.faultEnds();
        await desk.open();
        await desk.finish();
        return desk.run('', told, desk.mustBe('passed'));
      }),
  },
  {
    id: 'A15',
    fault: 'The largest state of this course against the limit of each edition',
    priority: 2,
    run: () =>
      inEach(scorm, async (desk, place) => {
        await desk.open();
        await desk.finish();
        const lengths = place.heard.flatMap(({ args: [element = '', value = ''] }) =>
          element.endsWith('suspend_data') ? [value.length] : [],
        );
        const limit = place.standard === 'scorm12' ? 4096 : 64_000;
        const [longest] = [Math.max(...lengths)];
        const texts = place.heard.flatMap(({ args: [element = '', value = ''] }) =>
          /student_response|location|description/.test(element) ? [value.length] : [],
        );
        return desk.run(
          `${longest} of ${limit} characters`,
          longest <= limit ? [] : [`${longest} characters`],
          Math.max(...texts) <= 255 ? [] : ['a text over 255 characters'],
        );
      }),
  },
];

import fc from 'fast-check';
import type { Location } from '../../src/attempt/attempt.ts';
import { rulesOf } from '../../src/attempt/judge.ts';
import type { Course } from '../../src/course/course.ts';
import { best, type Answerer } from '../support/play.ts';
import { Desk } from './desk.ts';
import type { Run } from './fault.ts';
import { placeFor, type Place, type Standard } from './place.ts';

/** One thing that happens to a learner and the course. */
export type Happening =
  | { kind: 'answer'; count: number; right: boolean }
  /** Everything that is left of the lessons and the round: wrong, so that another round follows, or right. */
  | { kind: 'round'; right: boolean }
  | { kind: 'go'; to: number }
  | { kind: 'wait'; ms: number }
  /** Everything the course asks for fails from now on, until `online`. */
  | { kind: 'offline' }
  /** SCORM: the LMS says yes and stores nothing, until `online`. */
  | { kind: 'lies' }
  | { kind: 'online' }
  /** One call, some calls from now, goes wrong; `late`: after the LMS has done it. */
  | { kind: 'fault'; after: number; how: 'throws' | 'no' | 'late' }
  | { kind: 'reload' }
  | { kind: 'close' }
  | { kind: 'leave' }
  | { kind: 'crash' }
  /** The clock of the computer is put forward or back. */
  | { kind: 'clock'; ms: number }
  /** The learner looks at the course in review mode, and goes on afterwards. */
  | { kind: 'review' };

/** Schedules of up to 14 happenings, answers more often than all else. */
export const schedules: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: kind('answer'), count: fc.integer({ min: 1, max: 5 }), right: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ kind: kind('round'), right: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: kind('go'), to: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('wait'), ms: fc.constantFrom(500, 3000, 20_000, 90_000) }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('offline') }) },
    { weight: 1, arbitrary: fc.record({ kind: kind('lies') }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('online') }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: kind('fault'),
        after: fc.nat(40),
        how: fc.constantFrom<'throws' | 'no' | 'late'>('throws', 'no', 'late'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: kind('reload') }) },
    { weight: 1, arbitrary: fc.record({ kind: kind('close') }) },
    { weight: 1, arbitrary: fc.record({ kind: kind('leave') }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('crash') }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: kind('clock'), ms: fc.constantFrom(-3 * 86_400_000, -7_200_000, 7_200_000) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: kind('review') }) },
  ),
  { minLength: 2, maxLength: 14 },
);

function kind<K extends Happening['kind']>(name: K): fc.Arbitrary<K> {
  return fc.constant(name);
}

/** An answer that is accepted and is not the best one, where there is one. */
export const other: Answerer = (what) => {
  if ('options' in what && Array.isArray(what.options) && what.options.length > 0) {
    const right = best(what).join();
    const wrong = what.options
      .map(({ id }) => [id])
      .find((given) => given.join() !== right && rulesOf(what).accepts(what, given));
    if (wrong) return wrong;
  }
  return best(what);
};

/** Plays a schedule on a new LMS; whatever was going on ends at its end, and the learner waits until all is saved. */
export async function play(standard: Standard, course: Course, schedule: readonly Happening[]): Promise<Run> {
  const place = placeFor(standard, course);
  const sitting = new Sitting(place, new Desk(place, course));
  await sitting.open();
  for (const happening of schedule) await sitting.happen(happening);
  return sitting.end();
}

/** One learner, one computer, one attempt, as many visits as it takes. */
class Sitting {
  private readonly place: Place;
  private readonly desk: Desk;
  private storage = new Map<string, string>();
  private isOpen = false;
  private offline = false;
  private lying = false;
  private fault: { after: number; how: 'throws' | 'no' | 'late' } | null = null;

  constructor(place: Place, desk: Desk) {
    this.place = place;
    this.desk = desk;
    place.onCall = ({ call }, ask) => {
      const fault = this.due();
      if (fault === 'throws' || this.offline) {
        if (fault === 'throws') throw new TypeError("Cannot read properties of null (reading 'call')");
        return /Commit|nitialize|Finish|Terminate/.test(call) ? 'false' : ask();
      }
      if (fault === 'no' && !/Get|Diagnostic/.test(call)) return 'false';
      if (this.lying && /Commit|Finish|Terminate/.test(call)) return 'true';
      const answer = ask();
      if (fault === 'late') throw new TypeError('the reply is lost');
      return answer;
    };
    place.onRequest = async (_, ask) => {
      const fault = this.due();
      if (fault === 'throws' || this.offline) throw new TypeError('Failed to fetch');
      if (fault === 'no') return new Response('', { status: 503 });
      const answer = await ask();
      if (fault === 'late') throw new TypeError('Failed to fetch');
      return answer;
    };
  }

  async open(): Promise<void> {
    const reload = this.storage.size > 0;
    if (!reload) this.storage = new Map();
    await this.desk.open({ storage: this.storage, reload });
    this.isOpen = this.desk.controller.trouble === null;
    if (!this.isOpen) this.gone();
  }

  async happen(happening: Happening): Promise<void> {
    const { desk } = this;
    if (!this.isOpen && ['answer', 'round', 'go', 'leave', 'close', 'crash', 'reload'].includes(happening.kind))
      await this.open();
    switch (happening.kind) {
      case 'answer':
        if (this.isOpen) await desk.answer(happening.count, happening.right ? best : other);
        return;
      case 'round':
        if (this.isOpen) await desk.round(happening.right ? best : other);
        return;
      case 'go':
        if (this.isOpen) desk.controller.act({ kind: 'open', location: this.location(happening.to) });
        return;
      case 'wait':
        return desk.wait(happening.ms);
      case 'offline':
        this.offline = true;
        return;
      case 'lies':
        // Only where the course promises to find again what an LMS has lost; before, it has no way to know.
        this.lying = this.isOpen && desk.controller.journal.promises;
        return;
      case 'online':
        [this.offline, this.lying] = [false, false];
        desk.controller.retry();
        return desk.wait(1000);
      case 'fault':
        this.fault = { ...happening };
        return;
      case 'reload':
        if (!this.isOpen) return;
        await desk.windowGone();
        this.gone(true);
        return this.open();
      case 'close':
        if (!this.isOpen) return;
        await desk.windowGone();
        return this.gone();
      case 'leave':
        if (this.isOpen && (await desk.leave())) this.gone();
        return;
      case 'crash':
        if (this.isOpen) this.gone();
        return;
      case 'clock':
        desk.skew += happening.ms;
        return;
      case 'review':
        return this.review();
    }
  }

  async end(): Promise<Run> {
    const { desk } = this;
    [this.offline, this.lying, this.fault] = [false, false, null];
    desk.faultEnds();
    // An LMS that said yes is found out at the next launch.
    if (this.isOpen) await desk.windowGone();
    this.gone();
    await this.open();
    for (let n = 0; n < 60 && desk.said !== 'Saved'; n += 1) await desk.wait(2000);
    return desk.run('', this.isOpen ? [] : ['cannot be opened in the end'], desk.mustEndWith(/^Saved$/));
  }

  /** The page is no more. What it had not stored may be lost only where it said so, and had no way to keep it. */
  private gone(staysInTab = false): void {
    const { desk } = this;
    if (!staysInTab) this.storage = new Map();
    if (!this.isOpen) return this.place.kill();
    this.isOpen = false;
    if (!desk.controller.journal.promises && desk.controller.health.kind !== 'saved') desk.forgive();
    desk.crash();
    this.lying &&= desk.controller.journal.promises;
  }

  private async review(): Promise<void> {
    if (this.isOpen || this.offline) return;
    const looking = new Desk(this.place, this.desk.course);
    await looking.open({ mode: 'review' });
    await looking.answer(2);
    looking.crash();
  }

  private location(to: number): Location {
    const { lessons } = this.desk.course;
    const lesson = lessons[to];
    return lesson ? `lesson/${lesson.id}` : 'glossary';
  }

  /** What goes wrong with this call. */
  private due(): 'throws' | 'no' | 'late' | null {
    if (!this.fault) return null;
    if (this.fault.after > 0) {
      this.fault.after -= 1;
      return null;
    }
    const { how } = this.fault;
    this.fault = null;
    return how;
  }
}

import { randomUUID } from 'node:crypto';
import { Cmi5Lms } from './cmi5.ts';
import { answer, type LrsRequest, type LrsResponse } from './http.ts';
import { MemoryLrs } from './lrs.ts';
import type { LrsStatement } from './statement-schema.ts';

/** How a launch is asked for. */
export interface LaunchRequest {
  module: string;
  target: string;
  learner: string;
  mode: string;
  /** Mastery score the LMS sets, 0 to 1; null for none. */
  mastery: number | null;
  /** Scheme, host and port of the preview. */
  origin: string;
}

const MODES = { normal: 'Normal', browse: 'Browse', review: 'Review' } as const;

/** The preview's record stores: one for each module and standard that speaks xAPI. In memory only. */
export class RecordStores {
  private readonly cmi5 = new Map<string, Cmi5Lms>();
  private readonly tinCan = new Map<string, MemoryLrs>();
  /** A learner is enrolled in a module once. */
  private readonly registrations = new Map<string, string>();

  /** Begins a launch; gives its address within the preview, or null for a standard that speaks no xAPI. */
  launch({ module, target, learner, mode, mastery, origin }: LaunchRequest): string | null {
    const endpoint = `${origin}/lrs/${module}/${target}/`;
    const actor = { objectType: 'Agent', account: { homePage: `${origin}/`, name: learner } };
    const registration = this.registration(`${module} ${target} ${learner}`);
    const page = `/play/${module}/${target}/index.html`;
    if (target === 'cmi5') {
      const launchMode = mode === 'browse' || mode === 'review' ? MODES[mode] : MODES.normal;
      const masteryScore = mastery === null ? {} : { masteryScore: mastery };
      return (
        page +
        this.cmi5Of(module).launch({
          endpoint,
          actor,
          registration,
          mode: launchMode,
          returnURL: `${origin}/`,
          ...masteryScore,
        })
      );
    }
    if (target !== 'xapi') return null;
    const launch = { endpoint, auth: 'Basic cHJldmlldzpwcmV2aWV3', actor: JSON.stringify(actor), registration };
    const more = { ...(mode === 'normal' ? {} : { mode }), ...(mastery === null ? {} : { mastery: String(mastery) }) };
    return `${page}?${new URLSearchParams({ ...launch, ...more })}`;
  }

  /** Answers a request of a course to its record store. */
  handle(module: string, target: string, request: LrsRequest): LrsResponse {
    if (target === 'cmi5') return this.cmi5Of(module).handle(request);
    if (target === 'xapi') return this.tinCanOf(module).handle(request);
    return answer(404, { error: `The preview has no record store for "${target}".` });
  }

  /** All statements about a module in a standard, oldest first. */
  statements(module: string, target: string): readonly LrsStatement[] {
    return target === 'cmi5' ? this.cmi5Of(module).lrs.statements : this.tinCanOf(module).statements;
  }

  private registration(whose: string): string {
    const found = this.registrations.get(whose) ?? randomUUID();
    this.registrations.set(whose, found);
    return found;
  }

  private cmi5Of(module: string): Cmi5Lms {
    const found = this.cmi5.get(module) ?? new Cmi5Lms(`https://preview.example/units/${module}`);
    this.cmi5.set(module, found);
    return found;
  }

  private tinCanOf(module: string): MemoryLrs {
    const found = this.tinCan.get(module) ?? new MemoryLrs();
    this.tinCan.set(module, found);
    return found;
  }
}

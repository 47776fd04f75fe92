import { file, Refusal, type Answer } from './answers.ts';

/** A record store that a report reads at its start. */
export interface ReportStore {
  name: string;
  endpoint: string;
  user: string;
  password: string;
}

/** The trainers' report, as whoever starts the preview builds it. */
export interface Reports {
  /** The page's files but for the course; built when first asked for. */
  page(): Promise<ReadonlyMap<string, Uint8Array>>;
  /** `course.js` of a module, with the stores its report reads. @throws Error when the module cannot be built */
  course(module: string, stores: readonly ReportStore[]): Promise<string>;
}

/** Answers for `/reports/<module>/<file>`. */
export async function report(
  { page, course }: Reports,
  { module, name, stores }: { module: string; name: string; stores: readonly ReportStore[] },
): Promise<Answer> {
  // The page finds its scripts beside itself, so its address must end in its name.
  if (name === '') throw new Refusal(404, 'The report is at report.html.');
  if (name !== 'course.js') return file(await page(), name);
  return { status: 200, type: 'text/javascript; charset=utf-8', body: await course(module, stores) };
}

import { auditHtml } from './audit.ts';
import { definitionsHtml, recordsHtml } from './audit-pages.ts';
import type { PackOrder } from './desk.ts';
import { whoOf } from './learner.ts';
import { onlyThese, type Scope } from './scope.ts';
import { tableCsv } from './tables/table.ts';
import { tables } from './tables/tables.ts';
import { traineesOf } from './trainees.ts';
import { zipFile } from './zip-file.ts';

export interface PackFacts extends PackOrder {
  /** ms since the epoch. */
  now: number;
  /** Names of what was read. */
  inputs: readonly string[];
  /** What ids and letters stand for, as CSV. */
  itemKey: string;
}

/** More records than this make a page no browser likes to print. */
const MOST_RECORDS = 500;

interface PackFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
}

/**
 * One zip for an auditor: the audit sheet, the ten CSV files, learners' records when asked for, the item key, the content of the
 * version shown, how each figure is computed, and a manifest with the SHA-256 of each file and when, by whom and from what it was made.
 * @throws Error, a sentence, for ids of nobody in scope and for too many records
 */
export async function auditPack(whole: Scope, facts: PackFacts): Promise<Uint8Array<ArrayBuffer>> {
  const chosen = new Set(facts.learners);
  const scope = chosen.size === 0 ? whole : onlyThese(whole, chosen);
  const people = [...traineesOf(scope).values()].map(({ id }) => id);
  refuse(scope, chosen, facts.records ? people.length : 0);
  const inputs = facts.names === 'hidden' ? facts.inputs.map(kindOf) : facts.inputs;
  const generatedAt = new Date(facts.now).toISOString();
  const texts: [string, string][] = [
    ...tables.map((table): [string, string] => [`${table.name}.csv`, tableCsv(table, scope)]),
    ...(facts.records ? [['records.html', recordsHtml(scope)] as [string, string]] : []),
    ['item-key.csv', facts.itemKey],
    ['content.json', JSON.stringify(scope.course, null, 1)],
    ['definitions.html', definitionsHtml(scope)],
  ];
  const files: PackFile[] = [];
  for (const [name, text] of texts) files.push(await packFile(name, text));
  const sheet = auditHtml(scope, { generatedAt, inputs, files });
  files.unshift(await packFile('audit.html', sheet));
  const manifest = {
    course: { id: scope.course.id, version: scope.course.version, build: scope.course.build },
    generatedAt,
    generatedBy: facts.by || 'not named',
    generatedFrom: inputs,
    filters: scope.filters,
    ...(chosen.size === 0 ? {} : { learners: people }),
    names: facts.names,
    read: scope.read,
    files: files.map(({ name, bytes, sha256 }) => ({ name, bytes: bytes.length, sha256 })),
  };
  files.unshift(await packFile('manifest.json', JSON.stringify(manifest, null, 1)));
  return zipFile(files);
}

/** An auditor must not take a pack for whole that lacks somebody because their id was mistyped. */
function refuse({ learners, missing }: Scope, chosen: ReadonlySet<string>, records: number): void {
  const known = new Set([...learners.flatMap((each) => [each.id, whoOf(each)]), ...missing.map(({ id }) => id)]);
  const strangers = [...chosen].filter((id) => !known.has(id));
  if (strangers.length > 0)
    throw new Error(`Nobody in scope has the id ${strangers.join(', ')}: the register lists all ids, and the filters count here, too.`); // prettier-ignore
  if (records > MOST_RECORDS)
    throw new Error(`A pack holds the records of up to ${MOST_RECORDS} people, not of ${records}: narrow the filters, or name some.`); // prettier-ignore
}

/** What kind of input a name is of: a file's name may be its learner's. */
const kindOf = (name: string): string =>
  /\.(json|ndjson|jsonl|csv|tsv|txt|gz)$/i.exec(name)?.[0].toLowerCase() ?? 'no file';

async function packFile(name: string, text: string): Promise<PackFile> {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes, sha256: await sha256(bytes) };
}

/** Browsers reckon checksums on safe addresses only (https, this machine, a folder); elsewhere the manifest says so. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!globalThis.crypto?.subtle) return 'not reckoned: open the report from a folder or over https';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

import type { Row } from './tables/table.ts';
import type { Scope } from './scope.ts';
import { traineesOf } from './trainees.ts';
import { register } from './tables/register.ts';

/** What stands on the sheet beside the figures. */
export interface AuditFacts {
  /** ISO 8601. */
  generatedAt: string;
  /** Names of the inputs. */
  inputs: readonly string[];
  /** File name and SHA-256 (hex) of each file of the pack. */
  files: readonly { name: string; sha256: string }[];
}

const COLUMNS = [
  ['learner_id', 'Learner'],
  ['learner_name', 'Name'],
  ['team', 'Team'],
  ['status', 'Status'],
  ['score', 'Score'],
  ['attempts', 'Attempts'],
  ['content_version', 'Content'],
  ['policy_versions', 'Policies'],
  ['promise_status', 'Promise'],
  ['promise_signed_at', 'Signed at'],
  ['valid_until', 'Valid until'],
  ['gap_reason', 'Gap'],
] as const;

/** The audit sheet: who was trained, on what, with what result; the data's own quality; and the checksum of each file beside it. A page of its own, to print. */
export function auditHtml(scope: Scope, { generatedAt, inputs, files }: AuditFacts): string {
  const { course } = scope;
  const rows = register.rows(scope);
  const people = [...traineesOf(scope).values()];
  const done = people.filter(({ complete }) => complete).length;
  const head = COLUMNS.map(([, title]) => `<th scope="col">${title}</th>`).join('');
  const body = rows.map((row) => `<tr>${COLUMNS.map(([name], n) => cell(row, name, n === 0)).join('')}</tr>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Audit sheet: ${text(course.title)}</title>
<style>
body { font: 10pt/1.4 sans-serif; margin: 1.5rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem; }
th, td { border: 1px solid #888; padding: 0.15rem 0.4rem; text-align: start; vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
code { overflow-wrap: anywhere; }
</style>
<h1>Audit sheet: ${text(course.title)}</h1>
<p>Course ${text(course.id)}, version ${text(course.version)}, build ${text(course.build)}. Made at ${text(generatedAt)} from ${text(inputs.join(', '))}.</p>
<p><strong>This is a training record, not a supervised examination.</strong> Answers are judged in the learner’s browser; scores are no proof of behaviour at work. It holds personal data: delete it when it has done its work.</p>
<p>${people.length} people, ${done} of them complete.${rows.length > people.length ? ` ${rows.length} enrolments, a line each.` : ''} Pass mark ${course.settings.mastery} %.</p>
<h2>Register</h2>
<table><thead><tr>${head}</tr></thead><tbody>
${body.join('\n')}
</tbody></table>
<h2>Quality of the data</h2>
<p>${scope.read} statements or rows read.</p>
<table><thead><tr><th scope="col">Found</th><th scope="col">Count</th><th scope="col">What became of them</th></tr></thead><tbody>
${scope.quality.map(({ what, count, fate }) => `<tr><th scope="row">${text(what)}</th><td>${count}</td><td>${fate === 'out' ? 'left out' : 'counted'}</td></tr>`).join('\n')}
</tbody></table>
<h2>Files of this pack</h2>
<table><thead><tr><th scope="col">File</th><th scope="col">SHA-256</th></tr></thead><tbody>
${files.map(({ name, sha256 }) => `<tr><th scope="row">${text(name)}</th><td><code>${sha256}</code></td></tr>`).join('\n')}
</tbody></table>
</html>
`;
}

function cell(row: Row, name: string, isHead: boolean): string {
  const value = text(String(row[name] ?? ''));
  return isHead ? `<th scope="row">${value}</th>` : `<td>${value}</td>`;
}

const text = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

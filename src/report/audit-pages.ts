import { pages } from './pages/pages.ts';
import { recordPage } from './pages/record-page.ts';
import { emptyText, type Block, type TableBlock, type TranscriptBlock, type View } from './pages/view.ts';
import type { Scope } from './scope.ts';

/** Every learner's record in scope, one after the other, to print or keep. */
export function recordsHtml(scope: Scope): string {
  const records = scope.places.map((learner) => viewHtml(recordPage(scope, { learner })));
  return document(`Learners’ records: ${scope.course.title}`, records.join('\n'));
}

/** How each figure of each page is computed. */
export function definitionsHtml(scope: Scope): string {
  const sections = Object.entries(pages)
    .filter(([name]) => name !== 'record')
    .map(([, page]) => page(scope, { learner: 0, show: '' }))
    .map(
      (view) =>
        `<h2>${text(view.title)}</h2><ul>${definitionsOf(view)
          .map((line) => `<li>${text(line)}</li>`)
          .join('')}</ul>`,
    );
  return document(`How the figures are computed: ${scope.course.title}`, sections.join('\n'));
}

/** What a view says of how it is computed, a sentence each. */
function definitionsOf({ figures, blocks, how }: View): string[] {
  return [
    ...figures.map((figure) => `${figure.label}: ${figure.how}`),
    ...blocks.flatMap((block) => {
      if (block.kind === 'table')
        return block.columns.flatMap((column) =>
          column.how ? [`${block.caption}, ${column.title}: ${column.how}.`] : [],
        );
      return 'how' in block && block.how ? [`${block.caption}: ${block.how}`] : [];
    }),
    ...how,
  ];
}

function viewHtml({ title, lead, figures, blocks }: View): string {
  const facts = figures.map(
    ({ label, value, note }) => `<li><b>${text(label)}:</b> ${text([value, note].filter(Boolean).join('; '))}</li>`,
  );
  return `<section><h2>${text(title)}</h2><p>${text(lead)}</p><ul>${facts.join('')}</ul>\n${blocks.map(blockHtml).join('\n')}</section>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'table':
      return tableHtml(block);
    case 'text':
      return `<h3>${text(block.heading)}</h3><ul>${block.lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`;
    case 'timeline':
      return `<h3>${text(block.caption)}</h3><ul>${block.events
        .map(({ at, what }) => `<li>${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} ${text(what)}</li>`)
        .join('')}</ul>`;
    case 'transcript':
      return transcriptHtml(block);
    default:
      return ''; // Drawings say again what the tables say.
  }
}

function transcriptHtml({ caption, about, turns, ending }: TranscriptBlock): string {
  const told = turns.map(({ scene, speaker, said, answer, verdict, better, then, note }) =>
    [
      scene,
      said === '' ? '' : `${speaker}: ${said}`,
      `Answer: ${answer} (${verdict})`,
      better === '' ? '' : `Best would have been: ${better}`,
      then,
      note,
    ]
      .filter((line) => line !== '')
      .map((line) => text(line))
      .join('<br>'),
  );
  return `<h3>${text(caption)}</h3><p>${text(about)}</p><ol>${told.map((turn) => `<li>${turn}</li>`).join('')}</ol>${
    ending === '' ? '' : `<p>How it ended: ${text(ending)}</p>`
  }`;
}

function tableHtml({ caption, columns, rows }: TableBlock): string {
  const head = columns.map(({ title }) => `<th scope="col">${text(title)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = columns.map((column) => {
      const { key, format } = column;
      const value = row[key] ?? null;
      if (value === null || value === '') return text(emptyText(column, row));
      return typeof value !== 'number'
        ? text(String(value))
        : format === 'bar' || format === 'percent' || format === 'heat'
          ? `${Math.round(value * 100)} %`
          : String(Math.round(value * 100) / 100);
    });
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<h3>${text(caption)}</h3><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const document = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>
body { font: 10pt/1.4 sans-serif; margin: 1.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #888; padding: 0.15rem 0.4rem; text-align: start; vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
section + section { break-before: page; }
</style>
<h1>${text(title)}</h1>
${body}
</html>
`;

const text = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Text as it may stand in an element or a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; padding: 1.5rem; max-width: 60rem; color: #1b1b1f; background: #fff; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.125rem; margin: 1.5rem 0 .25rem; }
p, ul { margin: .5rem 0; }
code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
a { color: #0b57d0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; padding: .5rem 0; }
th, td { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #c6c6cf; overflow-wrap: anywhere; }
th[scope='row'] { font-weight: 600; }
.facts th[scope='row'] { width: 14rem; }
.key { font-size: .875rem; }
.key th, .key td { padding-inline-end: 1rem; min-width: 4rem; overflow-wrap: normal; }
.key td:nth-child(4) { min-width: 18rem; }
.key td:nth-child(7) { min-width: 14rem; }
.wide { max-width: none; }
.scroll { overflow-x: auto; }
@media (prefers-color-scheme: dark) {
  body { color: #e4e4ea; background: #17171b; }
  a { color: #a8c7fa; }
  th, td { border-color: #48484f; }
}
@media print {
  body { padding: 0; max-width: none; color: #000; background: #fff; font-size: 9.5pt; line-height: 1.35; }
  th, td { border-color: #999; }
  tr { break-inside: avoid; }
  .key { font-size: 7pt; }
  .key :is(th, td):nth-child(n) { min-width: 0; padding-inline-end: .5rem; overflow-wrap: anywhere; }
}
`;

/** A page that stands alone: own style, no script, nothing loaded. `body` is HTML. */
export function htmlPage({
  language,
  title,
  body,
  wide = false,
}: {
  language: string;
  title: string;
  body: string;
  wide?: boolean;
}): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body${wide ? ' class="wide"' : ''}>
<main>
${body}
</main>
</body>
</html>
`;
}

import type { Shot } from './camera.ts';

/** All pictures on one page, a heading for each state. */
export function contactSheet(shots: readonly Shot[]): string {
  const states = [...new Set(shots.map(({ state }) => state))];
  const figure = ({ state, size, theme, file }: Shot): string =>
    `<figure><a href="${file}"><img src="${file}" alt="${state}, ${size}, ${theme}" loading="lazy"></a><figcaption>${size} ${theme}</figcaption></figure>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Tour of the course</title>
<style>
  body { font: 15px/1.4 sans-serif; margin: 1rem; background: #ddd }
  section { display: flex; flex-wrap: wrap; gap: 0.8rem; align-items: flex-start }
  figure { margin: 0 } img { height: 240px; border: 1px solid #888 }
</style></head>
<body>
<h1>Tour of the course: ${states.length} states, ${shots.length} pictures</h1>
${states
  .map(
    (state) =>
      `<h2>${state}</h2>\n<section>${shots
        .filter((shot) => shot.state === state)
        .map(figure)
        .join('\n')}</section>`,
  )
  .join('\n')}
</body>
</html>
`;
}

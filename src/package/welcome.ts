import type { Course } from '../course/course.ts';
import { plainText } from '../course/text.ts';
import { catalogueFor } from '../player/locales/catalogues.ts';
import { escapeHtml } from './html.ts';

/**
 * What stands in the page before any script has arrived: the welcome as the player draws it, with links that the player
 * follows once it is there, and a drawing that the player keeps. HTML for `body`; texts in the language of `course`.
 */
export function welcomeHtml(course: Course, drawing: string): string {
  const words = catalogueFor(course.language);
  const { welcome, lessons, objectives, shortTitle } = course;
  const [first] = lessons;
  const name = (id: string): string => objectives.find((objective) => objective.id === id)?.name ?? id;
  const lesson = (id: string, n: number): string =>
    words['step.lesson'].replace('{n}', String(n + 1)).replace('{name}', name(id));
  const item = (to: string, text: string): string => `<li><a href="#${to}">${escapeHtml(text)}</a></li>`;
  // The page may be told another language while these words still stand in it.
  const spoken = `lang="${escapeHtml(course.language)}" dir="${course.direction ?? 'ltr'}"`;
  return `<header class="bar" ${spoken}><p class="brand"><span>${escapeHtml(shortTitle)}</span></p></header>
    <main ${spoken}>
      <section class="hero is-fresh">
        <div>
          <h1>${escapeHtml(welcome.heading)}</h1>
          <p class="lead">${escapeHtml(plainText(welcome.lead))}</p>
          <p class="actions"><a class="button primary" href="#lesson/${first?.id ?? ''}">${escapeHtml(words['home.start'])}</a></p>
          ${drawing.replace('<svg ', '<svg aria-hidden="true" ').trim()}
        </div>
      </section>
      <ol class="map"><li class="map-part"><ul class="steps-list">
        ${lessons.map(({ id }, n) => item(`lesson/${id}`, lesson(id, n))).join('\n        ')}
      </ul></li></ol>
    </main>`;
}

/** What the player shows when the text of the course does not come: it must not need any. Hidden; in each language. */
export function brokenHtml(courses: readonly Course[]): string {
  const said = courses.map(
    ({ language, direction = 'ltr' }) =>
      `<p lang="${escapeHtml(language)}" dir="${direction}">${escapeHtml(catalogueFor(language)['shell.broken'])}</p>`,
  );
  return `<div id="broken" role="alert" hidden>${said.join('')}</div>`;
}

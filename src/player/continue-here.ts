import { t } from './translate.ts';

/** Tells that the course is open elsewhere; resolves when the learner wants to go on in this window. */
export function continueHere(course: string): Promise<void> {
  const main = document.createElement('main');
  const title = document.createElement('h1');
  const why = document.createElement('p');
  const here = document.createElement('button');
  title.textContent = t('other.title');
  why.textContent = t('other.why');
  why.className = 'lead';
  here.textContent = t('other.here');
  here.type = 'button';
  here.className = 'primary';
  main.append(title, why, here);
  document.title = `${t('other.title')} - ${course}`;
  document.body.replaceChildren(main);
  return new Promise((resolve) => here.addEventListener('click', () => resolve(), { once: true }));
}

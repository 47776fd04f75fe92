import type { AttemptController } from './attempt-controller.ts';
import './pages/call-page.ts';
import './pages/fix-page.ts';
import './pages/glossary-page.ts';
import './pages/home-page.ts';
import './pages/lesson-page.ts';
import './pages/model-call-page.ts';
import type { Page } from './pages/page.ts';
import './pages/promise-page.ts';
import './pages/question-page.ts';
import './pages/receipt-page.ts';
import './pages/recorded-page.ts';
import './pages/replay-page.ts';
import './pages/results-page.ts';
import './pages/scene-page.ts';
import './pages/self-check-page.ts';

/** The screen for the attempt's location: the one that is shown while it is of the right kind, else a new one. */
export function pageFor(controller: AttemptController, shown: Page | null): Page | null {
  const [kind, subject = ''] = controller.attempt.location.split('/');
  const name = `${kind}-page`;
  if (!customElements.get(name)) return null;
  const page = shown?.localName === name ? shown : (document.createElement(name) as Page);
  return Object.assign(page, { controller, subject, attempt: controller.attempt });
}

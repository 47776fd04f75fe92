import { html, type TemplateResult } from 'lit';
import type { AttemptController } from './attempt-controller.ts';
import './pages/call-page.ts';
import './pages/fix-page.ts';
import './pages/glossary-page.ts';
import './pages/home-page.ts';
import './pages/lesson-page.ts';
import './pages/model-call-page.ts';
import { missingPage } from './pages/missing-page.ts';
import './pages/promise-page.ts';
import './pages/question-page.ts';
import './pages/receipt-page.ts';
import './pages/recorded-page.ts';
import './pages/replay-page.ts';
import './pages/results-page.ts';
import './pages/scene-page.ts';
import './pages/self-check-page.ts';

/** The screen for the attempt's location. `revision` must change whenever the controller's state has. */
export function pageFor(c: AttemptController, revision: number): TemplateResult {
  const [kind, subject = ''] = c.attempt.location.split('/');
  switch (kind) {
    case 'home':
      return html`<home-page .controller=${c} .revision=${revision}></home-page>`;
    case 'recorded':
      return html`<recorded-page .controller=${c}></recorded-page>`;
    case 'glossary':
      return html`<glossary-page .controller=${c}></glossary-page>`;
    case 'lesson':
      return html`<lesson-page .controller=${c} .subject=${subject} .revision=${revision}></lesson-page>`;
    case 'model-call':
      return html`<model-call-page .controller=${c} .revision=${revision}></model-call-page>`;
    case 'call':
      return html`<call-page .controller=${c} .subject=${subject} .revision=${revision}></call-page>`;
    case 'replay':
      return html`<replay-page .controller=${c} .subject=${subject}></replay-page>`;
    case 'question':
      return html`<question-page .controller=${c} .subject=${subject} .revision=${revision}></question-page>`;
    case 'scene':
      return html`<scene-page .controller=${c} .subject=${subject} .revision=${revision}></scene-page>`;
    case 'self-check':
      return html`<self-check-page .controller=${c} .revision=${revision}></self-check-page>`;
    case 'promise':
      return html`<promise-page .controller=${c} .revision=${revision}></promise-page>`;
    case 'results':
      return html`<results-page .controller=${c} .revision=${revision}></results-page>`;
    case 'fix':
      return html`<fix-page .controller=${c} .subject=${subject} .revision=${revision}></fix-page>`;
    case 'receipt':
      return html`<receipt-page .controller=${c} .revision=${revision}></receipt-page>`;
    default:
      return missingPage();
  }
}

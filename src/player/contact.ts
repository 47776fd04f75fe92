import { html } from 'lit';
import type { Organisation } from '../course/course.ts';
import { t } from './translate.ts';

/** Whom to ask and how, including the way round one’s own lead. */
export function contact({ report, speakUp }: Organisation) {
  return html`
    <p class="contact">
      ${t('promise.talk', {
        team: report.team,
        phone: report.phone,
        email: report.email,
        hours: report.hours,
        out: report.outOfHours,
      })}
      ${t('promise.speakUp', { name: speakUp.name })}
    </p>
  `;
}

import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { judge } from '../../attempt/judge.ts';
import { lessonDrawing, type Lesson } from '../../course/course.ts';
import { nameOf, nextStep } from '../course-map.ts';
import { calendarDay } from '../dates.ts';
import { icon } from '../icons.ts';
import { blocks, caption, go, rich } from '../rich-text.ts';
import { t } from '../translate.ts';
import '../questions/question-form.ts';
import { missingPage } from './missing-page.ts';
import { Page } from './page.ts';

/** One key point: the idea, a story, what to do, and a check that costs nothing. */
@customElement('lesson-page')
export class LessonPage extends Page {
  override render() {
    const { course } = this.controller;
    const at = course.lessons.findIndex((l) => l.id === this.subject);
    const lesson = course.lessons[at];
    if (!lesson) return missingPage();
    return html`
      <h1 tabindex="-1">
        ${caption(t('lesson.caption', { n: at + 1, all: course.lessons.length }))}${nameOf(course, lesson.id)}
      </h1>
      <div class="prose">${blocks(lesson.idea)}</div>
      <p class="rule-line"><span class="label">${t('lesson.rule')}</span> ${rich(lesson.rule)}</p>
      <section class="story">
        <h2>${t('lesson.floor')}</h2>
        ${lesson.alt ? html`<img src=${lessonDrawing(lesson.id)} alt=${lesson.alt} width="150" height="110" />` : nothing}
        <p>${rich(lesson.example)}</p>
      </section>
      <div class="columns">
        ${this.#bullets('do', t('lesson.do'), lesson.dos)} ${this.#bullets('dont', t('lesson.dont'), lesson.donts)}
      </div>
      ${this.#flags(lesson)} ${this.#notes(lesson)} ${this.#check(lesson)} ${this.#onward(lesson)}
    `;
  }

  #bullets(kind: 'do' | 'dont', title: string, lines: readonly string[]) {
    return html`
      <section class="bullets ${kind}">
        <h2>${icon(kind === 'do' ? 'right' : 'wrong')} ${title}</h2>
        <ul>
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>
      </section>
    `;
  }

  #flags(lesson: Lesson) {
    const flags = this.controller.course.redFlags.filter((flag) => lesson.redFlags.includes(flag.id));
    return html`
      <section class="watch">
        <h2>${t('lesson.watch')}</h2>
        <ul class="chips">
          ${flags.map((flag) => html`<li class="chip">${icon('flag')} ${flag.name}</li>`)}
        </ul>
      </section>
    `;
  }

  #notes(lesson: Lesson) {
    if (lesson.notes.length === 0) return nothing;
    return html`
      <details class="where">
        <summary>${t('lesson.where')}</summary>
        ${lesson.notes.map(
          (note) => html`
            <p>
              ${rich(note.text)}
              <span class="hint">${t('lesson.reviewed', { date: calendarDay(note.reviewedOn) })}</span>
            </p>
          `,
        )}
      </details>
    `;
  }

  #check(lesson: Lesson) {
    const last = this.controller.attempt.checks.find((c) => c.lesson === lesson.id)?.last ?? null;
    return html`
      <section class="check">
        <question-form
          .question=${lesson.check}
          .caption=${t('lesson.check')}
          .level=${2}
          .response=${last}
          .score=${last ? judge(lesson.check, last) : 0}
          practice
        ></question-form>
      </section>
    `;
  }

  #onward(lesson: Lesson) {
    const { round } = this.controller.outcome;
    const again = round?.calls.find(
      ({ call }) => call.id === lesson.meetAgain || call.nodes.some(({ kp }) => kp.includes(lesson.id)),
    );
    const next = nextStep(this.controller, `lesson/${lesson.id}`);
    return html`
      ${
        round && !again
          ? nothing
          : html`<p class="hint">${again ? t('lesson.again', { call: again.call.title }) : t('lesson.meet')}</p>`
      }
      <p class="actions">${go(next.to, t('next.step', { step: next.label }), 'button primary')}</p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-page': LessonPage;
  }
}

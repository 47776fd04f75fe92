import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Evidence } from '../../attempt/outcome.ts';
import { canStartRound, fixesFor } from '../../attempt/remediation.ts';
import { partsToRedo } from '../../attempt/retake.ts';
import { SCENES_DONE, type ScoredRound } from '../../attempt/score.ts';
import { nameOf, nextStep } from '../course-map.ts';
import { icon } from '../icons.ts';
import { go } from '../rich-text.ts';
import { list, percent, t } from '../translate.ts';
import { Page } from './page.ts';

/** From this try on, a talk with the trainer is suggested. */
const TRAINER_FROM = 3;

/** How the round went, in sentences first: what went well, what to fix and why, and what can be done now. */
@customElement('results-page')
export class ResultsPage extends Page {
  /** The mark in force, 0 to 1. */
  get #mark(): number {
    return this.controller.course.settings.mastery / 100;
  }

  override render() {
    const { attempt, outcome } = this.controller;
    const { round } = outcome;
    if (!round?.ended) return this.#unfinished();
    const passed = round.openGates.length === 0;
    return html`
      <h1 tabindex="-1">${t('results.title')}</h1>
      <section class="result ${passed ? 'right' : 'partly'}">
        <p class="headline">${icon(passed ? 'right' : 'partly')} ${this.#headline(round, passed)}</p>
        ${attempt.passed && !passed ? html`<p>${t('results.stillPassed')}</p>` : nothing}
        ${outcome.success === 'failed' ? html`<p>${t('results.failed')}</p>` : nothing}
      </section>
      ${passed ? this.#onward(round, passed) : nothing} ${this.#well(round)}
      ${passed ? nothing : [this.#toFix(round), this.#onward(round, passed)]} ${this.#tables(round)}
    `;
  }

  #unfinished() {
    const next = nextStep(this.controller);
    return html`
      <h1 tabindex="-1">${t('results.title')}</h1>
      <p>${t('results.unfinished')}</p>
      <p class="actions">${go(next.to, t('next.step', { step: next.label }), 'button primary')}</p>
    `;
  }

  #headline({ total, openGates }: ScoredRound, passed: boolean): string {
    const score = percent(total);
    if (passed) return t('results.passed', { score });
    if (!openGates.includes('total')) return t('results.notYetGates', { score });
    const more = openGates.some((gate) => gate !== 'total');
    return t(more ? 'results.notYet' : 'results.notYetTotal', { score, mark: percent(this.#mark) });
  }

  #well(round: ScoredRound) {
    const { objectives } = this.controller.outcome;
    const secure = objectives.filter((o) => o.status === 'mastered').map((o) => o.name);
    const calls = round.calls.filter((c) => c.mastered).map((c) => c.call.title);
    return html`
      <section>
        <h2>${t('results.well')}</h2>
        ${
          secure.length + calls.length === 0
            ? html`<p>${t('results.nothingWell')}</p>`
            : html`${ticks(t('results.calls'), calls)} ${ticks(t('results.secure'), secure)}`
        }
      </section>
    `;
  }

  #toFix(round: ScoredRound) {
    const { course, attempt } = this.controller;
    const fixes = fixesFor(course, attempt);
    return html`
      <section>
        <h2>${t('results.fix')}</h2>
        <ul>
          ${round.openGates.map((gate) => html`<li>${this.#gate(gate, round)}</li>`)}
        </ul>
        ${
          fixes.length === 0
            ? nothing
            : html`<h3>${t('results.fixes')}</h3>
                <ol class="fixes">
                  ${fixes.map(({ fix, reason }) => html`<li>${go(`fix/${fix}`, this.#fixName(fix))} <span class="hint">${t(`results.reason.${reason}`)}</span></li>`)}
                </ol>`
        }
      </section>
    `;
  }

  #fixName(fix: string): string {
    const { course } = this.controller;
    return (
      course.calls.find((c) => c.id === fix)?.title ??
      course.fixes.find((f) => f.kp === fix)?.title ??
      nameOf(course, fix)
    );
  }

  #gate(gate: string, round: ScoredRound): string {
    switch (gate) {
      case 'total':
        return t('results.gate.total', { score: percent(round.total), mark: percent(this.#mark) });
      case 'critical':
        return t('results.gate.critical');
      case 'scenes':
        return t('results.gate.scenes', { score: percent(round.scenesScore ?? 0), mark: percent(SCENES_DONE) });
      default: {
        const evidence = this.controller.outcome.motivations.find((m) => m.id === gate);
        const mark = percent(this.controller.course.settings.groupMinimum / 100);
        return t('results.gate.motivation', { name: evidence?.name ?? gate, score: share(evidence), mark });
      }
    }
  }

  #onward(round: ScoredRound, passed: boolean) {
    const { course, attempt } = this.controller;
    if (passed || attempt.passed) {
      const next = nextStep(this.controller, 'results');
      return html`<p class="actions">${go(next.to, t('next.step', { step: next.label }), 'button primary')}</p>`;
    }
    if (!canStartRound(course, attempt)) return nothing;
    const tries = course.settings.maxAttempts;
    const known = this.#known(round);
    return html`
      <section class="again">
        ${
          attempt.results.length + 1 >= TRAINER_FROM
            ? html`<p class="notice">${t('results.trainer', { count: attempt.results.length })}</p>`
            : nothing
        }
        <p>
          ${t('results.covers', { list: list(this.#covered(round)) })}
          ${known > 0 ? t('results.known', { count: known }) : nothing}
        </p>
        ${tries === null ? nothing : html`<p>${t('results.tries', { count: tries - attempt.results.length })}</p>`}
        <p class="actions"><button type="button" class="primary" data-to="start/all">${t('results.again')}</button></p>
      </section>
    `;
  }

  #covered({ round }: ScoredRound): string[] {
    const redo = partsToRedo(this.controller.course, round);
    return [
      ...(redo.calls.length > 0 ? [t('results.coversCalls', { count: redo.calls.length })] : []),
      ...(redo.items.length > 0 ? [t('results.coversQuestions', { count: redo.items.length })] : []),
      ...(redo.scenes ? [t('results.coversScenes')] : []),
    ];
  }

  /** How many calls and scenes of the new try the learner has met: others are drawn first. */
  #known({ round }: ScoredRound): number {
    const { course, attempt } = this.controller;
    const { calls, scenes } = partsToRedo(course, round);
    const met = (drawn: number, all: readonly { id: string }[]): number =>
      Math.max(0, drawn - all.filter(({ id }) => !attempt.seen.includes(id)).length);
    return met(calls.length, course.calls) + met(scenes ? round.scenes.length : 0, course.scenes);
  }

  #tables(round: ScoredRound) {
    const { objectives, motivations } = this.controller.outcome;
    return html`
      <section class="tables">
        <h2>${t('results.parts')}</h2>
        <table>
          <caption class="visually-hidden">
            ${t('results.parts')}
          </caption>
          <tbody>
            ${[
              [t('results.calls'), round.callsScore] as const,
              [t('results.questions'), round.itemsScore] as const,
              [t('results.scenes'), round.scenesScore] as const,
            ].map(
              ([part, score]) =>
                html`<tr>
                  <th scope="row">${part}</th>
                  <td>${score === null ? t('results.notAnswered') : [gauge(score), percent(score)]}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <h2>${t('results.motivations')}</h2>
        ${this.#evidence(t('results.motivations'), motivations)}
        <details>
          <summary>${t('results.keyPoints')}</summary>
          ${this.#evidence(t('results.keyPoints'), objectives)}
        </details>
      </section>
    `;
  }

  #evidence(caption: string, rows: readonly Evidence[]) {
    return html`
      <table>
        <caption class="visually-hidden">
          ${caption}
        </caption>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.name}</th>
                <td>${gauge(row.available > 0 ? row.earned / row.available : 0)} ${share(row)}</td>
                <td>${t(`status.${row.status}`)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    `;
  }
}

function ticks(title: string, lines: readonly string[]) {
  if (lines.length === 0) return nothing;
  return html`
    <h3 class="label">${title}</h3>
    <ul class="ticks">
      ${lines.map((words) => html`<li>${icon('done')} ${words}</li>`)}
    </ul>
  `;
}

/** A score, 0 to 1, as a bar beside its number. */
const gauge = (score: number) => html`
  <svg class="gauge" viewBox="0 0 102 10" preserveAspectRatio="none" aria-hidden="true">
    <path d="M.5 1h${score * 101}v8H.5z" />
    <path fill="none" d="M.5 1h101v8H.5z" />
  </svg>
`;

function share(evidence: Evidence | undefined): string {
  return evidence && evidence.available > 0 ? percent(evidence.earned / evidence.available) : '–';
}

declare global {
  interface HTMLElementTagNameMap {
    'results-page': ResultsPage;
  }
}

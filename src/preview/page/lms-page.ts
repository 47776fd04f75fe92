import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { frames, learners, profiles, type Choices } from './choices.ts';
import { select } from './controls.ts';
import { OPENED, type Desk } from './desk.ts';
import { listModules, onEvent, removePackage, uploadPackage, type ListedModule } from './lms-client.ts';
import './record-desk.ts';
import './scorm-desk.ts';
import { standards } from './standards.ts';
import { found, uploadField } from './upload-form.ts';
import './web-desk.ts';

/** Every standard a package may speak, by its target's name, with the desk that launches it. */
const spoken = [
  ...standards.map(({ id, name }) => ({ id, name, desk: 'scorm' as const })),
  { id: 'cmi5', name: 'cmi5', desk: 'record' },
  { id: 'xapi', name: 'Tin Can (xAPI)', desk: 'record' },
  { id: 'web', name: 'Web pages, no LMS', desk: 'web' },
] as const;

/** The preview LMS: choose a module, a standard and a learner; the standard's desk launches the course. */
@customElement('lms-page')
export class LmsPage extends LitElement {
  @state() private modules: readonly ListedModule[] = [];
  @state() private open = false;
  @state() private notice = '';
  /** Why the last upload cannot be played. */
  @state() private refusal = '';
  @state() private choices: Choices = {
    module: '',
    target: spoken[0].id,
    learner: learners[0].id,
    profile: 'strict',
    frame: '900x500',
  };

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
    onEvent('module', (module) => void this.rebuilt(module));
    this.addEventListener(OPENED, (event) => (this.open = (event as CustomEvent<boolean>).detail));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private get module(): ListedModule | undefined {
    return this.modules.find(({ name }) => name === this.choices.module);
  }

  private async load(): Promise<void> {
    this.modules = await listModules();
    this.choose({ module: this.modules[0]?.name ?? '' });
  }

  /** Changes what the page is set to; a standard that the module is not built for gives way to its first one. */
  private choose(changed: Partial<Choices>): void {
    const choices = { ...this.choices, ...changed };
    const module = this.modules.find(({ name }) => name === choices.module);
    const [first] = module?.kind === 'built' ? module.targets : [];
    if (first !== undefined && module?.kind === 'built' && !module.targets.includes(choices.target))
      choices.target = first;
    this.choices = choices;
  }

  private async upload(zip: File): Promise<void> {
    this.refusal = '';
    try {
      const module = await uploadPackage(zip);
      this.modules = [...this.modules, module];
      this.choose({ module: module.name });
    } catch (error) {
      this.refusal = `“${zip.name}” was not taken. ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  private async removeUpload(name: string): Promise<void> {
    await removePackage(name);
    await this.load();
    await this.updateComplete;
    this.querySelector<HTMLElement>('#choose-module')?.focus();
  }

  private async rebuilt(module: ListedModule): Promise<void> {
    const others = this.modules.filter(({ name }) => name !== module.name);
    this.modules = [...others, module].sort((a, b) => a.name.localeCompare(b.name));
    this.notice = '';
    if (module.kind === 'broken' || module.name !== this.choices.module) return;
    await this.updateComplete;
    if (await this.querySelector<Desk>('.desk')?.reload())
      this.notice = `The course files changed. The course was loaded again at ${new Date().toLocaleTimeString()}, in the same attempt.`;
  }

  protected override render(): TemplateResult {
    return html`
      <header>
        <h1>Preview LMS</h1>
        <p>Runs on this computer only. Attempts are kept until the preview is stopped.</p>
        ${this.reportLink()} ${uploadField((zip) => this.upload(zip), this.open)}
      </header>
      <main class=${this.choices.frame === 'full' ? 'stacked' : ''}>
        ${this.setup()} ${this.problems()} ${this.found()}
        <p role="status" class="notice">${this.notice}</p>
        ${this.desk()}
      </main>
    `;
  }

  /** The trainers' report on what was played of this module, which is one of ours. */
  private reportLink(): TemplateResult | typeof nothing {
    const { module } = this;
    if (module?.kind !== 'built' || module.foreign) return nothing;
    return html`<a href=${`/reports/${encodeURIComponent(module.name)}/report.html`} target="_blank" rel="noopener"
      >Reports</a
    >`;
  }

  private desk(): TemplateResult {
    const module = this.module?.kind === 'built' ? this.module : null;
    const { choices } = this;
    switch (spoken.find(({ id }) => id === choices.target)?.desk) {
      case 'record':
        return html`<record-desk class="desk" .module=${module} .choices=${choices}></record-desk>`;
      case 'web':
        return html`<web-desk class="desk" .module=${module} .choices=${choices}></web-desk>`;
      default:
        return html`<scorm-desk class="desk" .module=${module} .choices=${choices}></scorm-desk>`;
    }
  }

  private setup(): TemplateResult {
    const { choices, module, open } = this;
    const modules = this.modules.map((each) => ({
      id: each.name,
      name: each.kind === 'built' ? each.title : each.name,
    }));
    const people = learners.map(({ id, first, last }) => ({ id, name: `${first} ${last}` }));
    const offered = module?.kind === 'built' ? spoken.filter(({ id }) => module.targets.includes(id)) : spoken;
    const scorm = spoken.some(({ id, desk }) => id === choices.target && desk === 'scorm');
    const choose =
      <Name extends keyof Choices>(name: Name) =>
      (value: string) =>
        this.choose({ [name]: value });
    return html`
      <form class="setup" aria-label="How to open the course" @submit=${(event: Event) => event.preventDefault()}>
        ${select('Module', modules, choices.module, choose('module'), open)}
        ${select('Standard', offered, choices.target, choose('target'), open)}
        ${select('Learner', people, choices.learner, choose('learner'), open)}
        ${scorm ? select('LMS', profiles, choices.profile, choose('profile'), open) : nothing}
        ${select('Frame size', frames, choices.frame, choose('frame'))}
      </form>
    `;
  }

  private found(): TemplateResult {
    const { module, open } = this;
    return html`
      ${this.refusal === '' ? nothing : html`<p class="problems" role="alert">${this.refusal}</p>`}
      ${module?.kind === 'built' && module.foreign ? found(module.foreign, module.version, () => this.removeUpload(module.name), open) : nothing}
    `;
  }

  private problems(): TemplateResult | typeof nothing {
    const { module } = this;
    if (module?.kind !== 'broken') return nothing;
    return html`
      <section class="problems" role="alert">
        <h2>The module “${module.name}” cannot be played now</h2>
        <p>${module.what}</p>
        <ul>
          ${module.problems.map((problem) => html`<li>${problem}</li>`)}
        </ul>
        <p>Save the files again when they are mended: this page notices. A course that is open stays open.</p>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lms-page': LmsPage;
  }
}

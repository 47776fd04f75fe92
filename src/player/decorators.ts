import type { PropertyDeclaration, ReactiveElement } from 'lit';

// Lit's decorators, for the legacy kind alone that we compile to; the bundler takes these in the place of `lit/decorators.js`,
// whose larger half serves standard decorators.

/** Names an element. */
export const customElement = (tag: string) => (element: CustomElementConstructor) =>
  customElements.define(tag, element);

/** A property that draws its element again when it is set. */
export const property =
  (options?: PropertyDeclaration) =>
  ({ constructor }: ReactiveElement, name: PropertyKey): void =>
    (constructor as typeof ReactiveElement).createProperty(name, options);

/** One that no attribute and nobody outside sets. */
export const state = () => property({ state: true, attribute: false });

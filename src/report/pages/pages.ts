import type { Scope } from '../scope.ts';
import { callsPage, itemsPage, objectivesPage, redFlagsPage } from './content-pages.ts';
import { changedPage, qualityPage } from './data-pages.ts';
import { overview } from './overview.ts';
import { atRiskPage, funnelPage, recertPage } from './progress-pages.ts';
import { recordPage } from './record-page.ts';
import { registerPage } from './register-page.ts';
import type { View } from './view.ts';

/** The pages by the name they have in the address. `learner` is the place of a learner in the report. */
export const pages: Record<string, (scope: Scope, learner: number) => View> = {
  overview,
  register: registerPage,
  funnel: funnelPage,
  objectives: objectivesPage,
  items: itemsPage,
  calls: callsPage,
  'red-flags': redFlagsPage,
  record: recordPage,
  'at-risk': atRiskPage,
  recertification: recertPage,
  quality: qualityPage,
  changes: changedPage,
};
